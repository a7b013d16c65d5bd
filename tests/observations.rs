//! The published data of the program are without a fault, and a file with a bad row is refused with its exact
//! message. The files of `tests/invalid_data` hold one mistake each, with the message beside them;
//! `BLESS=1 cargo test --test observations` rewrites the messages.

use std::fs;
use std::path::{Path, PathBuf};

use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::observable::Observable;
use weights_of_nations::scenario::observation::{LAST_OBSERVED, Observations, Status, Trust};

const HEAD: &str =
    "from,to,series,value,low,high,unit,trust,scored,status,source_title,source_address,note\n";
const GOOD: &str =
    "2024-04,2024-06,downloads,0.2,0.1,0.3,share,medium,yes,sourced,A paper,https://example.org/a,\n";

fn text(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn parse(rows: &str) -> Result<Observations, String> {
    Observations::parse("mine.csv", &text(rows)).map_err(|error| error.to_string())
}

#[test]
fn every_mistake_gives_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid_data");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    assert!(files.len() > 20, "{} files", files.len());
    let mut parted = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let refusal = Observations::parse(&name, &fs::read_to_string(path).unwrap()).unwrap_err();
        let (actual, expected_path) = (format!("{refusal}\n"), path.with_extension("txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if actual != expected {
            parted.push(format!("{name}\nexpected:\n{expected}\nactual:\n{actual}"));
        }
        assert!(
            name == "many_mistakes.csv" || !actual.contains("mistakes"),
            "{name}: one row, one message: {actual}"
        );
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}

#[test]
fn the_data_of_the_program_are_without_a_fault() {
    let data = Observations::built_in().unwrap();
    let last = data.rows.iter().map(|row| row.to).max().unwrap();
    assert_eq!(last, LAST_OBSERVED);
    let mut seen = Vec::new();
    for row in &data.rows {
        let key = (row.series, row.written.clone());
        assert!(!seen.contains(&key), "line {}: a second figure of these months", row.line);
        seen.push(key);
        assert_eq!(row.status == Status::Assumed, row.source_address.is_empty(), "line {}", row.line);
        assert!(!row.scored || row.band.is_some(), "line {}", row.line);
    }
    for (place, series) in data.series.iter().enumerate() {
        assert!(data.rows.iter().any(|row| row.series == place), "`{}` has no figure", series.id);
        let vote = data.vote(place);
        assert_eq!(data.vote(vote), vote, "`{}` is merged into one that is merged itself", series.id);
        assert_eq!(data.series[vote].unit, series.unit, "{}", series.id);
    }
    let votes = |place: &usize| data.rows.iter().any(|row| row.scored && data.vote(row.series) == *place);
    assert!((0..data.series.len()).filter(votes).count() >= 10, "too few series are scored");
    for observable in Observable::ALL {
        let used = data.series.iter().any(|series| series.observable == observable);
        assert!(used, "`{}` corresponds to nothing", observable.name());
    }
}

#[test]
fn a_row_reads_as_it_is_written() {
    let rows = format!(
        "# a comment\n\n{GOOD}2023-10,2023-12,enterprise-open,0.2,,,share,low,no,assumed,\"Judged, so\",,\"a\nb\"\n"
    );
    let data = parse(&rows).unwrap();
    let [first, second] = &data.rows[..] else { panic!("{:?}", data.rows) };
    assert_eq!((first.from, first.to, first.value, first.band), (Month(3), Month(5), 0.2, Some((0.1, 0.3))));
    assert_eq!(
        (first.trust, first.scored, first.status, first.line),
        (Trust::Medium, true, Status::Sourced, 4)
    );
    assert_eq!(data.series[first.series].id, "downloads");
    assert_eq!((second.from, second.to, second.band), (Month(0), Month(0), None));
    assert_eq!((second.written.join(" to "), second.line), ("2023-10 to 2023-12".to_owned(), 5));
    assert_eq!((second.source_title.as_str(), second.note.as_str()), ("Judged, so", "a\nb"));
    assert_eq!(Trust::ALL.map(Trust::weight), [1.0, 0.5, 0.25]);
}

#[test]
fn a_file_may_have_other_line_ends_and_later_months() {
    let later = GOOD.replace("2024-04,2024-06", "2026-04,2026-06");
    let data = parse(&later).unwrap();
    assert_eq!(data.rows[0].to, Month(29));
    let windows = text(&later).replace('\n', "\r\n");
    assert_eq!(Observations::parse("mine.csv", &windows).unwrap(), data);
    assert!(parse("").unwrap().rows.is_empty(), "a table without rows is one");
}

#[test]
fn nothing_is_known_before_its_window_is_over() {
    let data = Observations::built_in().unwrap();
    let mut before = 0;
    for month in (0..=LAST_OBSERVED.0).map(Month) {
        let known = data.until(month);
        assert!(known.rows.iter().all(|row| row.to <= month && row.from <= row.to));
        assert!(known.rows.len() >= before && known.series == data.series);
        before = known.rows.len();
    }
    assert_eq!(data.until(LAST_OBSERVED), data);
    let march = data.until(Month(14));
    let year = data.rows.iter().find(|row| row.written == ["2024-09", "2025-08"]).unwrap();
    assert!(!march.rows.contains(year) && data.until(Month(19)).rows.contains(year));
}

#[test]
fn a_file_of_its_own_is_read_and_a_missing_one_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.csv");
    fs::write(&path, text(GOOD)).unwrap();
    assert_eq!(Observations::read(&path).unwrap().rows.len(), 1);
    let refusal = Observations::read(&folder.path().join("none.csv")).unwrap_err().to_string();
    assert!(refusal.contains("none.csv: there is no such file"), "{refusal}");
}
