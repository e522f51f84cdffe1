//! The site on disk: whole or not at all, and never over somebody else's files.

use recto::output::{DiskSink, MARKER, MemorySink, OutputProblem, Sink, Written};
use std::fs;
use std::path::Path;

/// Writes a site; the files are `(path, text)`.
fn write(target: &Path, files: &[(&str, &str)]) -> Result<Written, OutputProblem> {
    let sink = DiskSink::new(target)?;
    for (path, text) in files {
        sink.put(path, text.as_bytes().to_vec())
            .expect("it is written");
    }
    sink.finish()
}

/// Every file below a folder with its text, and every empty folder, sorted.
fn tree(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name();
    let shown = entries.into_iter().map(|entry| {
        let entry = entry.expect("readable");
        let path = entry
            .path()
            .strip_prefix(folder)
            .expect("below")
            .display()
            .to_string();
        if entry.file_type().is_dir() {
            format!("{path}/")
        } else if path.ends_with(MARKER) {
            path
        } else {
            format!("{path}={}", fs::read_to_string(entry.path()).expect("text"))
        }
    });
    shown.collect()
}

fn inode(path: &Path) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).expect("it is there"));
    #[cfg(not(unix))]
    return path.as_os_str().len() as u64;
}

#[test]
fn only_the_files_asked_for_are_in_the_site() {
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("a/site");
    let first = write(
        &site,
        &[
            ("index.html", "1"),
            ("d/one.html", "1"),
            ("d/two.html", "2"),
        ],
    );
    assert_eq!(
        first.expect("written"),
        Written {
            files: 3,
            changed: 3,
            removed: 0,
            bytes: 3
        }
    );
    let kept = inode(&site.join("index.html"));
    let second = write(
        &site,
        &[
            ("index.html", "1"),
            ("d/two.html", "changed"),
            ("e.html", ""),
        ],
    );
    assert_eq!(
        second.expect("written"),
        Written {
            files: 3,
            changed: 2,
            removed: 1,
            bytes: 8
        }
    );
    assert_eq!(inode(&site.join("index.html")), kept);
    assert_eq!(
        tree(dir.path()),
        [
            "a/",
            "a/site/",
            "a/site/.recto-site",
            "a/site/d/",
            "a/site/d/two.html=changed",
            "a/site/e.html=",
            "a/site/index.html=1"
        ]
    );
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("site");
    let files = [("index.html", "1"), ("d/one.html", "1")];
    write(&site, &files).expect("written");
    let (folder, marker) = (inode(&site), inode(&site.join(MARKER)));
    assert_eq!(write(&site, &files).expect("written").changed, 0);
    assert_eq!((inode(&site), inode(&site.join(MARKER))), (folder, marker));
    // A file that was changed or lost by hand comes back.
    fs::write(site.join("index.html"), "2").expect("written");
    fs::remove_file(site.join("d/one.html")).expect("removed");
    assert_eq!(write(&site, &files).expect("written").changed, 2);
    assert_eq!(
        tree(&site),
        [".recto-site", "d/", "d/one.html=1", "index.html=1"]
    );
}

#[test]
fn a_build_that_breaks_off_leaves_no_trace() {
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("site");
    let sink = DiskSink::new(&site).expect("a sink");
    sink.put("a/b.html", b"x".to_vec()).expect("written");
    drop(sink);
    assert_eq!(tree(dir.path()), Vec::<String>::new());
    write(&site, &[("index.html", "1")]).expect("written");
    let sink = DiskSink::new(&site).expect("a sink");
    sink.put("index.html", b"2".to_vec()).expect("written");
    drop(sink);
    assert_eq!(
        tree(dir.path()),
        ["site/", "site/.recto-site", "site/index.html=1"]
    );
}

#[test]
fn what_a_killed_build_left_is_swept_and_a_running_one_is_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let left = dir.path().join(".site.recto-0");
    fs::create_dir(&left).expect("made");
    fs::write(left.join("x"), "x").expect("written");
    let site = dir.path().join("site");
    let running = DiskSink::new(&site).expect("a sink");
    assert!(!left.exists());
    running.put("index.html", b"1".to_vec()).expect("written");
    // Another program's build of the same folder, by its number.
    let other = dir.path().join(".site.recto-1");
    fs::create_dir(&other).expect("made");
    let lock = fs::File::create(other.join(".recto-lock")).expect("made");
    lock.lock().expect("locked");
    running.finish().expect("written");
    write(&site, &[("index.html", "1")]).expect("written");
    assert!(other.exists());
}

#[test]
fn folders_of_others_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("site");
    fs::create_dir(&folder).expect("made");
    // An empty folder will do.
    write(&folder, &[("index.html", "1")]).expect("written");
    for foreign in ["thesis.docx", "d/letter.txt", ".git/config"] {
        let path = folder.join(foreign);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, "mine").expect("written");
        let problem = write(&folder, &[("index.html", "2")]).expect_err("refused");
        assert!(problem.to_string().contains(foreign), "{problem}");
        assert!(!problem.help().is_empty());
        assert_eq!(fs::read_to_string(&path).expect("still there"), "mine");
        assert_eq!(
            fs::read_to_string(folder.join("index.html")).expect("still there"),
            "1"
        );
        fs::remove_file(&path).expect("removed");
    }
    // What systems drop unasked is no reason, nor are empty folders.
    fs::write(folder.join(".DS_Store"), "x").expect("written");
    write(&folder, &[("index.html", "3")]).expect("written");
    assert_eq!(tree(&folder), [".recto-site", "index.html=3"]);
    // A file of that name, and a list that is none.
    let file = dir.path().join("file");
    fs::write(&file, "mine").expect("written");
    let problem = write(&file, &[]).expect_err("refused");
    assert!(matches!(problem, OutputProblem::NotAFolder(_)), "{problem}");
    fs::write(folder.join(MARKER), "index.html").expect("written");
    write(&folder, &[]).expect_err("refused");
    assert!(!dir.path().join(".site.recto-lock").exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let dir = tempfile::tempdir().expect("a folder");
    let (real, link) = (dir.path().join("real"), dir.path().join("link"));
    fs::create_dir(&real).expect("made");
    std::os::unix::fs::symlink(&real, &link).expect("linked");
    write(&link, &[("index.html", "1")]).expect("written");
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_eq!(tree(&real), [".recto-site", "index.html=1"]);
}

#[test]
fn paths_that_lead_out_and_paths_written_twice_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("site");
    let sink = DiskSink::new(&site).expect("a sink");
    let memory = MemorySink::new();
    for path in [
        "", "../x", "/x", "a//b", "a/", "./a", "a\\b", "a\nb", MARKER,
    ] {
        assert!(sink.put(path, Vec::new()).is_err(), "{path:?}");
        assert!(memory.put(path, Vec::new()).is_err(), "{path:?}");
    }
    memory.put("a", Vec::new()).expect("taken");
    assert!(memory.put("a", Vec::new()).is_err());
    assert_eq!(memory.into_files().len(), 1);
    sink.put("a", Vec::new()).expect("taken");
    assert!(sink.put("a", Vec::new()).is_err() || sink.finish().is_err());
    assert!(!site.exists());
}

#[test]
fn many_threads_write_one_site() {
    use rayon::prelude::*;
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("site");
    let sink = DiskSink::new(&site).expect("a sink");
    (0..500u32).into_par_iter().for_each(|n| {
        let path = format!("documents/v{}/d{n}.html", n % 7);
        sink.put(&path, n.to_string().into_bytes())
            .expect("written");
    });
    assert_eq!(sink.finish().expect("written").files, 500);
    assert_eq!(
        fs::read_to_string(site.join("documents/v3/d10.html")).expect("there"),
        "10"
    );
}
