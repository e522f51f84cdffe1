//! The preview: what it answers, and that open pages learn of changes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running preview; ends with the test.
struct Preview {
    child: Child,
    host: String,
    base: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(edition: &Path) -> Self {
        Self::with(edition, &["--port", "0"])
    }

    fn with(edition: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_recto"))
            .args(["serve", "--dir"])
            .arg(edition)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut err = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut url = String::new();
        while url.is_empty() {
            let mut line = String::new();
            assert!(
                err.read_line(&mut line).expect("readable") > 0,
                "it ended early"
            );
            if let Some((_, rest)) = line.split_once("http://") {
                url = rest
                    .split_whitespace()
                    .next()
                    .expect("an address")
                    .to_owned();
            }
        }
        // What it says later must not block it.
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        let (host, base) = url.split_once('/').expect("a path");
        Self {
            host: host.to_owned(),
            base: format!("/{base}"),
            child,
        }
    }

    fn ask(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("set");
        write!(
            stream,
            "{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.host
        )
        .expect("sent");
        stream
    }

    /// The status, the head and the body of an answer.
    fn get(&self, path: &str) -> (u16, String, String) {
        let mut answer = Vec::new();
        self.ask(&format!("GET {path}"))
            .read_to_end(&mut answer)
            .expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        (
            status.expect("a status"),
            head.to_lowercase(),
            body.to_owned(),
        )
    }
}

fn edition() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let book = "[book]\ntitle = \"Letters\"\n[output.html]\nsite-url = \"https://a.github.io/repo/\"\n[output.data]\nformats = [\"json\", \"text\"]\n";
    fs::create_dir(dir.path().join("content")).expect("made");
    fs::write(dir.path().join("book.toml"), book).expect("written");
    fs::write(
        dir.path().join("content/1.txt"),
        "1. Letter From A. B. to C. D.\n\nHarwick, March 3, 1871\n\nDear C.:\n\nThe map.\n",
    )
    .expect("written");
    dir
}

#[test]
fn the_site_stands_below_its_path_in_production() {
    let dir = edition();
    let preview = Preview::start(dir.path());
    assert_eq!(preview.base, "/repo/");
    for (path, status, kind) in [
        ("/repo/", 200, "text/html; charset=utf-8"),
        ("/repo/documents/d1.html", 200, "text/html; charset=utf-8"),
        ("/repo/documents/d1", 200, "text/html; charset=utf-8"),
        (
            "/repo/documents/d1.json",
            200,
            "application/json; charset=utf-8",
        ),
        ("/repo/documents/d1.txt", 200, "text/plain; charset=utf-8"),
        ("/repo/documents/d2.html", 404, "text/html; charset=utf-8"),
        ("/elsewhere.html", 404, "text/html; charset=utf-8"),
        ("/repo/..%2f..%2fbook.toml", 404, "text/html; charset=utf-8"),
        ("/repo/%2e%2e/book.toml", 404, "text/html; charset=utf-8"),
        ("/repo/../book.toml", 404, "text/html; charset=utf-8"),
        ("/repo/%zz", 404, "text/html; charset=utf-8"),
    ] {
        let (found, head, _) = preview.get(path);
        assert_eq!(found, status, "{path}");
        assert!(
            head.contains(&format!("content-type: {kind}")),
            "{path}: {head}"
        );
    }
    let (status, head, _) = preview.get("/");
    assert!(status == 307 && head.contains("location: /repo/"), "{head}");
    // The script is in what is served, and not in what was built.
    assert!(preview.get("/repo/").2.contains("__recto/live.js"));
    let built = fs::read_to_string(dir.path().join("site/index.html")).expect("a page");
    assert!(!built.contains("__recto"));
    let mut answer = String::new();
    preview
        .ask("POST /repo/")
        .read_to_string(&mut answer)
        .expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
}

#[test]
fn open_pages_learn_of_changes_and_of_mistakes() {
    let dir = edition();
    let preview = Preview::start(dir.path());
    let mut events = BufReader::new(preview.ask("GET /repo/__recto/events"));
    let mut next = |wanted: &str| {
        let mut line = String::new();
        while !line.contains(wanted) {
            line.clear();
            assert!(
                events.read_line(&mut line).expect("in time") > 0,
                "no {wanted}"
            );
        }
    };
    next("event: build");
    let letter = dir.path().join("content/1.txt");
    let text = fs::read_to_string(&letter).expect("there");
    fs::write(&letter, text.replace("The map", "The new map")).expect("written");
    next("event: build");
    assert!(
        preview
            .get("/repo/documents/d1.html")
            .2
            .contains("The new map")
    );
    // A build that fails leaves the last good site.
    fs::write(&letter, b"caf\xe9").expect("written");
    next("event: problem");
    next("not-utf8");
    assert!(
        preview
            .get("/repo/documents/d1.html")
            .2
            .contains("The new map")
    );
    fs::write(&letter, text).expect("written");
    next("event: build");
    assert!(
        !preview
            .get("/repo/documents/d1.html")
            .2
            .contains("The new map")
    );
}

#[test]
fn a_port_that_is_taken_is_told() {
    let dir = edition();
    let preview = Preview::start(dir.path());
    let port = preview.host.rsplit(':').next().expect("a port");
    let second = Command::new(env!("CARGO_BIN_EXE_recto"))
        .args(["serve", "--port", port, "--dir"])
        .arg(dir.path())
        .output()
        .expect("it runs");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("--port"));
}

#[test]
fn without_a_port_the_next_that_is_free_is_taken() {
    let (one, two) = (edition(), edition());
    let first = Preview::with(one.path(), &[]);
    let second = Preview::with(two.path(), &[]);
    assert_ne!(first.host, second.host);
    for preview in [first, second] {
        let (status, _, _) = preview.get(&preview.base);
        assert_eq!(status, 200);
    }
}
