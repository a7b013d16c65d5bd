//! Runs that failed.

use std::fs;

use weights_of_nations::experiment::study::Study;
use weights_of_nations::experiment::sweep::{Part, Sweep};
use weights_of_nations::report::results::header::Header;
use weights_of_nations::report::results::journal;

use crate::room::{EXPERIMENT, Room, said};

/// No experiment that is read has a run that is known to fail: such a run would be a fault of the program. One is put
/// into the journal here, as the program would have put it there.
#[test]
fn runs_that_failed_are_rows_with_their_error_and_the_rest_goes_on() {
    let room = Room::new();
    let wanted = room.whole("sound", &["--format", "csv"]);
    let study = Study::load(&room.path("small.toml")).expect("the experiment");
    let text = EXPERIMENT.parse::<toml::Table>().expect("TOML").to_string();
    for part in [Part::WHOLE, "2/3".parse().expect("a part")] {
        let header = Header::of(&study, part, text.clone());
        let mut bytes = journal::head(&header);
        let sweep = Sweep::new(&study);
        for place in 0..4 {
            let mut record = sweep.run(part.index(place));
            if place == 2 {
                record.outcome = Err("the program panicked: a \"lab\", gone".to_owned());
            }
            bytes.extend(journal::entry(&record));
        }
        let out = if part.is_whole() { "whole" } else { "part-2" };
        fs::create_dir(room.path(out)).expect("a directory");
        fs::write(room.path(out).join("runs.journal"), bytes).expect("a journal");
    }
    let output = room.sweep("whole", &["--resume", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("1 of 42 runs failed: the column `error` of runs.* tells why"));
    let rows =
        |directory: &str| fs::read_to_string(room.path(directory).join("runs.csv")).expect("the table");
    let (sound, failed) = (rows("sound"), rows("whole"));
    for (k, (sound, failed)) in sound.lines().zip(failed.lines()).enumerate() {
        if k == 3 {
            assert!(failed.contains(",failed,\"the program panicked: a \"\"lab\"\", gone\","), "{failed}");
            assert!(failed.ends_with(",,,,"), "nothing is measured: {failed}");
        } else {
            assert_eq!(sound, failed);
        }
    }
    assert!(
        fs::read_to_string(room.path("whole/manifest.toml")).expect("the manifest").contains("failed = 1\n")
    );
    let again = room.sweep("whole", &["--resume"]);
    assert_eq!(again.status.code(), Some(1), "as often as it is asked: {}", said(&again));
    // In parts: the part is complete, and says so; the merge goes on.
    for part in ["1/3", "3/3"] {
        room.whole(&format!("part-{}", &part[..1]), &["--shard", part]);
    }
    let output = room.sweep("part-2", &["--shard", "2/3", "--resume"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("1 of 14 runs failed"), "{}", said(&output));
    let output = room.weights(&["merge", "part-1", "part-2", "part-3", "--out", "m", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let merged = rows("m");
    let differing: Vec<&str> =
        sound.lines().zip(merged.lines()).filter(|(a, b)| a != b).map(|(_, merged)| merged).collect();
    assert!(differing.len() == 1 && differing[0].starts_with("7,"), "{differing:?}");
    assert!(room.files("m").len() == wanted.len());
}
