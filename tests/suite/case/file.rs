//! Case files: Markdown in, cases out, and the file again with other expectations.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Words that begin the information of a block that is expected; all others name files.
const EXPECTED: [&str; 8] = [
    "record",
    "text",
    "tei",
    "edition",
    "html",
    "diagnostics",
    "file",
    "files",
];

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What stands after the fence.
    pub(crate) info: String,
    /// The lines between, each with its end.
    pub(crate) body: String,
}

impl Block {
    pub(crate) fn new(info: &str) -> Self {
        Self {
            info: info.to_owned(),
            body: String::new(),
        }
    }

    /// The first word: a file's name, or what is expected.
    pub(crate) fn word(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or("")
    }

    fn is_expected(&self) -> bool {
        EXPECTED.contains(&self.word())
    }

    /// The file's bytes, stored as the words after its name say: `crlf`, `bom`, `bare`
    /// (no line break at the end), `bytes` (with `\xNN` and `\n` for what cannot stand here).
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.body.clone().into_bytes();
        for word in self.info.split_whitespace().skip(1) {
            bytes = match word {
                "crlf" => self.body.replace('\n', "\r\n").into_bytes(),
                "bom" => [b"\xEF\xBB\xBF", bytes.as_slice()].concat(),
                "bare" => {
                    let end = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
                    end.to_vec()
                }
                "bytes" => unescape(&bytes),
                other => panic!("a file is not stored as `{other}`"),
            };
        }
        bytes
    }
}

/// `\xNN` → that byte.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let hex = rest
            .strip_prefix(b"\\x")
            .and_then(|hex| hex.get(..2))
            .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        if let Some(byte) = hex {
            out.push(byte);
            rest = &rest[4..];
        } else {
            out.push(first);
            rest = tail;
        }
    }
    out
}

/// Blocks as they stand in a file.
pub(crate) fn text(blocks: &[Block]) -> String {
    blocks.iter().fold(String::new(), |mut out, block| {
        let longest = block
            .body
            .lines()
            .map(|line| line.trim_start())
            .map(|line| line.len() - line.trim_start_matches('`').len())
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let _ = writeln!(out, "{fence}{}\n{}{fence}", block.info, block.body);
        out
    })
}

/// A piece of a case.
#[derive(Debug, Clone)]
enum Piece {
    /// Prose, as it stands.
    Prose(String),
    /// A block.
    Block(Block),
}

/// A case.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The heading: a fact.
    pub(crate) name: String,
    pieces: Vec<Piece>,
}

impl Case {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Block(block) => Some(block),
            Piece::Prose(_) => None,
        })
    }

    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Block> {
        self.blocks().filter(|block| !block.is_expected())
    }

    pub(crate) fn expected(&self) -> impl Iterator<Item = &Block> {
        self.blocks().filter(|block| block.is_expected())
    }

    /// Puts these in the place of what is expected; new ones come last.
    pub(crate) fn replace(&mut self, blocks: Vec<Block>) {
        let mut blocks = blocks.into_iter().peekable();
        for piece in &mut self.pieces {
            if let Piece::Block(old) = piece
                && old.is_expected()
                && let Some(new) = blocks.next_if(|new| new.info == old.info)
            {
                *old = new;
            }
        }
        for block in blocks {
            if let Some(Piece::Prose(prose)) = self.pieces.last_mut() {
                prose.truncate(prose.trim_end().len());
                prose.push_str("\n\n");
                if prose.trim().is_empty() {
                    *prose = "\n".to_owned();
                }
            } else {
                self.pieces.push(Piece::Prose("\n".to_owned()));
            }
            self.pieces.push(Piece::Block(block));
            self.pieces.push(Piece::Prose("\n".to_owned()));
        }
    }
}

/// A file of cases.
#[derive(Debug)]
pub(crate) struct CaseFile {
    pub(crate) path: PathBuf,
    /// What stands before the first case.
    head: String,
    pub(crate) cases: Vec<Case>,
}

impl CaseFile {
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the case file can be read");
        let mut file = Self {
            path: path.to_owned(),
            head: String::new(),
            cases: Vec::new(),
        };
        let mut lines = text.split_inclusive('\n');
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("## ") {
                file.cases.push(Case {
                    name: name.trim().to_owned(),
                    pieces: Vec::new(),
                });
                continue;
            }
            let bare = line.trim_start_matches('`');
            let ticks = line.len() - bare.len();
            let Some(case) = file.cases.last_mut() else {
                file.head.push_str(line);
                continue;
            };
            if ticks < 3 {
                match case.pieces.last_mut() {
                    Some(Piece::Prose(prose)) => prose.push_str(line),
                    _ => case.pieces.push(Piece::Prose(line.to_owned())),
                }
                continue;
            }
            let fence = "`".repeat(ticks);
            let mut block = Block::new(bare.trim());
            loop {
                let line = lines
                    .next()
                    .unwrap_or_else(|| panic!("{}: a block is not closed", path.display()));
                if line.trim_end() == fence {
                    break;
                }
                block.body.push_str(line);
            }
            case.pieces.push(Piece::Block(block));
        }
        file
    }

    /// The whole file.
    pub(crate) fn write(&self) -> String {
        let mut out = self.head.clone();
        for case in &self.cases {
            let _ = writeln!(out, "## {}", case.name);
            for piece in &case.pieces {
                match piece {
                    Piece::Prose(prose) => out.push_str(prose),
                    Piece::Block(block) => out.push_str(&text(std::slice::from_ref(block))),
                }
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}
