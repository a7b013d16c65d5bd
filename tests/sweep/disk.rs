//! Disks that are full, or become so.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::room::{EXPERIMENT, Room, refused, said, wait_for};

/// A small file system of its own; none where nobody may mount one.
struct Small(PathBuf);

impl Small {
    fn mount(at: PathBuf, bytes: u32) -> Option<Self> {
        fs::create_dir(&at).expect("a directory");
        let size = format!("size={bytes}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&at).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(at))
    }

    fn resize(&self, bytes: u32) {
        let size = format!("remount,size={bytes}");
        let done = Command::new("mount").args(["-o", &size]).arg(&self.0).status().expect("mount");
        assert!(done.success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // The directory cannot be removed else.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_before_work_or_loses_nothing() {
    let room = Room::new();
    let wanted = room.whole("whole", &[]);
    let Some(small) = Small::mount(room.path("disk"), 200 << 10) else {
        let _ = writeln!(std::io::stderr(), "skipped: no file system can be mounted here");
        return;
    };
    let short = ["need", "is free", "help: make room"];
    refused(
        &room.sweep("disk/out", &[]),
        &[&["the runs to come and the tables of all"], &short[..]].concat(),
    );
    assert!(room.files("disk/out").is_empty(), "nothing is begun");
    for part in ["1/2", "2/2"] {
        room.whole(&part.replace('/', "-"), &["--shard", part]);
    }
    // Room for the journal, but not for the tables beside it.
    let bytes = |files: &[(String, Vec<u8>)]| files.iter().map(|(_, bytes)| bytes.len() as u32).sum::<u32>();
    let (journal, tables) = (bytes(&room.files("1-2")) + bytes(&room.files("2-2")), bytes(&wanted));
    small.resize(journal + tables / 2);
    refused(&room.sweep("disk/out", &[]), &short);
    small.resize(journal + tables + (64 << 10));
    let output = room.sweep("disk/out", &[]);
    assert!(output.status.success(), "no room is asked for that is not needed: {}", said(&output));
    assert!(room.files("disk/out") == wanted);
    // A merge has room for tables alone, and is told as well.
    let merge = || room.weights(&["merge", "1-2", "2-2", "--out", "disk/merged"]);
    small.resize(tables + tables / 2);
    refused(&merge(), &[&["the tables"], &short[..]].concat());
    small.resize(2 * tables + (64 << 10));
    assert!(merge().status.success());
    assert!(room.files("disk/merged") == wanted);
}

#[test]
fn a_disk_that_is_filled_meanwhile_loses_nothing() {
    let room = Room::new();
    let text = EXPERIMENT.replace("replicates = 7", "replicates = 60\nseries = { every = 12 }");
    fs::write(room.path("small.toml"), text).expect("the experiment");
    let wanted = room.whole("whole", &[]);
    let Some(small) = Small::mount(room.path("disk"), 4 << 20) else {
        let _ = writeln!(std::io::stderr(), "skipped: no file system can be mounted here");
        return;
    };
    let mut child =
        room.command(&["sweep", "small.toml", "--out", "disk/out"]).spawn().expect("the program starts");
    wait_for(&mut child, &room.path("disk/out/runs.journal"), 1);
    let mut ballast = File::create(room.path("disk/ballast")).expect("a file");
    while ballast.write_all(&[1; 1 << 12]).is_ok() {}
    let output = child.wait_with_output().expect("its end");
    if !output.status.success() {
        // Told before the first run if the disk was full by then.
        let told = if output.status.code() == Some(2) { "is free" } else { "--resume" };
        assert!(said(&output).contains(told), "{}", said(&output));
        small.resize(64 << 20);
        let output = room.sweep("disk/out", &["--resume"]);
        assert!(output.status.success(), "{}", said(&output));
    }
    assert!(room.files("disk/out") == wanted);
}
