//! The preview's web server: the files of the site below its sub-path, and the stream of
//! events by which open pages learn of a new build. Nothing else of the disk is served.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the site is read back"
)]

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// Paths of the server's own, below the site's.
const EVENTS: &str = "__recto/events";
const SCRIPT: &str = "__recto/live.js";

/// What open pages are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct News {
    /// The number of the build that is being served.
    pub(super) build: usize,
    /// Why the newest one failed; empty when it did not.
    pub(super) problem: String,
}

/// Where the site is and where it seems to be.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The folder; `None` before there is a site.
    pub(super) folder: Option<PathBuf>,
    /// The sub-path, with a slash at both ends.
    pub(super) base: String,
}

/// Nowhere yet.
impl Default for Place {
    fn default() -> Self {
        Self {
            folder: None,
            base: "/".to_owned(),
        }
    }
}

/// What the server knows.
#[derive(Debug)]
pub(super) struct Server {
    place: RwLock<Place>,
    news: watch::Sender<News>,
}

impl Server {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place: RwLock::new(place),
            news: watch::Sender::new(News::default()),
        }
    }

    pub(super) fn place(&self) -> Place {
        let place = self.place.read();
        place.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_place(&self, place: Place) {
        let mut held = self.place.write().unwrap_or_else(PoisonError::into_inner);
        *held = place;
    }

    /// Tells open pages of a new build, or of one that failed.
    pub(super) fn tell(&self, problem: Option<String>) {
        self.news.send_modify(|news| match problem {
            Some(problem) => news.problem = problem,
            None => {
                news.build += 1;
                news.problem.clear();
            }
        });
    }

    /// The answer to everything.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(answer).with_state(self)
    }
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let place = server.place();
    let path = request.uri().path();
    let Some(below) = path.strip_prefix(&place.base) else {
        // The sub-path alone, and the root above it, lead to the site.
        if path == "/" || format!("{path}/") == place.base {
            let to = HeaderValue::from_str(&place.base);
            let to = to.unwrap_or(HeaderValue::from_static("/"));
            return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response();
        }
        return not_found(&server, &place);
    };
    match below {
        EVENTS => return events(&server),
        SCRIPT => return bytes(StatusCode::OK, "x.js", include_bytes!("live.js").to_vec()),
        _ => {}
    }
    let folder = place.folder.as_deref();
    let file = folder.and_then(|folder| find(folder, &decoded(below)?));
    let Some(file) = file else {
        return not_found(&server, &place);
    };
    match std::fs::read(&file) {
        Ok(content) => page(&server, &place, StatusCode::OK, &file, content),
        Err(_) => not_found(&server, &place),
    }
}

/// The stream of what is new, beginning with how things stand.
fn events(server: &Server) -> Response {
    let news = WatchStream::new(server.news.subscribe());
    let events = news.map(|news| {
        Ok::<_, Infallible>(if news.problem.is_empty() {
            Event::default().event("build").data(label(news.build))
        } else {
            Event::default().event("problem").data(news.problem)
        })
    });
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

/// The name of a build, which no build of another server has.
fn label(build: usize) -> String {
    format!("{}-{build}", std::process::id())
}

/// The site's own page for addresses that lead nowhere.
fn not_found(server: &Server, place: &Place) -> Response {
    let file = Path::new("404.html");
    let folder = place.folder.as_deref();
    let content = folder.and_then(|folder| std::fs::read(folder.join(file)).ok());
    let content = content.unwrap_or_else(|| {
        let problem = server.news.borrow().problem.clone();
        let words = if problem.is_empty() {
            "There is no such page.".to_owned()
        } else {
            format!("There is no site to show yet:\n\n{problem}")
        };
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        format!("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>recto serve</title><body><pre>{words}</pre></body></html>")
            .into_bytes()
    });
    page(server, place, StatusCode::NOT_FOUND, file, content)
}

/// A file; a page gets the script that listens for news.
fn page(
    server: &Server,
    place: &Place,
    status: StatusCode,
    file: &Path,
    content: Vec<u8>,
) -> Response {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if !name.ends_with(".html") {
        return bytes(status, &name, content);
    }
    let base = &place.base;
    let build = label(server.news.borrow().build);
    let script = format!(
        "<script src=\"{base}{SCRIPT}\" data-events=\"{base}{EVENTS}\" data-build=\"{build}\"></script>"
    );
    let end = content.windows(7).rposition(|tag| tag == b"</body>");
    let (before, after) = content.split_at(end.unwrap_or(content.len()));
    bytes(status, &name, [before, script.as_bytes(), after].concat())
}

fn bytes(status: StatusCode, name: &str, content: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type(name)),
        // What was served a moment ago may be another build.
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Body::from(content)).into_response()
}

/// The file of a path below the site, as GitHub Pages finds it: folders show their
/// `index.html`, and `.html` may be left out.
fn find(folder: &Path, below: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = below.split('/').collect();
    let (last, folders) = parts.split_last()?;
    let legal = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(['\\', ':'])
            && !part.contains(char::is_control)
    };
    if !folders.iter().all(|part| legal(part)) {
        return None;
    }
    let mut path = folder.to_owned();
    path.extend(folders);
    if last.is_empty() {
        path.push("index.html");
        return path.is_file().then_some(path);
    }
    if !legal(last) {
        return None;
    }
    path.push(last);
    if path.is_file() {
        return Some(path);
    }
    path.set_file_name(format!("{last}.html"));
    path.is_file().then_some(path)
}

/// A path without its `%20`.
fn decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        out.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(out).ok()
}

fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "bib" | "ris" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
