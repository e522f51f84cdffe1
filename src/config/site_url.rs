//! Where a site will stand: a full address, or as in mdBook a path alone.

/// Where the site will stand: the value of `site-url` and of `--site-url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// The full address, with a slash at the end; `None` when only a path is stated.
    pub url: Option<String>,
    /// The path, with a slash at both ends.
    pub path: String,
}

/// Why an address cannot be that of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrlProblem {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl SiteUrl {
    /// Reads `https://name.github.io/repo/`, or a path alone as mdBook has it: `/repo/`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, SiteUrlProblem> {
        let problem = |message: String| SiteUrlProblem {
            message,
            help: "write the whole address, as in `https://name.github.io/repository/`".to_owned(),
        };
        let text = text.trim();
        let odd = |c: char| c.is_whitespace() || c.is_control() || "?#\"'<>\\".contains(c);
        if let Some(c) = text.chars().find(|&c| odd(c)) {
            return Err(problem(format!(
                "the address of a site cannot hold `{}`",
                c.escape_default()
            )));
        }
        let slashed = |path: &str| match path.trim_matches('/') {
            "" => "/".to_owned(),
            path => format!("/{path}/"),
        };
        if text.starts_with('/') && !text.starts_with("//") {
            return Ok(Self {
                url: None,
                path: slashed(text),
            });
        }
        let rest = text
            .strip_prefix("https://")
            .map(|rest| ("https", rest))
            .or_else(|| text.strip_prefix("http://").map(|rest| ("http", rest)));
        let Some((scheme, rest)) = rest else {
            return Err(problem(format!("`{text}` is not the address of a site")));
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() {
            return Err(problem(format!("`{text}` names no host")));
        }
        let path = slashed(path);
        Ok(Self {
            url: Some(format!("{scheme}://{host}{path}")),
            path,
        })
    }
}
