//! `robots.txt`: what the site lets programs request, and how fast.

use std::time::Duration;

use robotstxt::{DefaultMatcher, RobotsParseHandler, parse_robotstxt};
use url::Url;

/// The name by which `robots.txt` addresses this program.
pub(crate) const AGENT: &str = "seamstress";

/// Maximum length of a line in bytes; a longer one is not a rule.
const MAX_LINE_BYTES: usize = 2048;

/// What a `robots.txt` says; the default lets everything be requested.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Robots {
    /// The lines that can be rules.
    text: String,
    /// The time between two requests.
    pub(crate) delay: Option<Duration>,
    /// The sitemaps, as the file writes them.
    pub(crate) sitemaps: Vec<String>,
}

impl Robots {
    /// Reads the file. Lines that are not rules are skipped.
    pub(crate) fn parse(text: &str) -> Self {
        let lines = text.trim_start_matches('\u{feff}').lines();
        let lines: Vec<&str> = lines.filter(|it| it.len() <= MAX_LINE_BYTES).collect();
        let text = lines.join("\n");
        let mut reader = Reader::default();
        parse_robotstxt(&text, &mut reader);
        Self {
            text,
            delay: reader.own_delay.or(reader.common_delay),
            sitemaps: reader.sitemaps,
        }
    }

    /// Whether `url` may be requested.
    pub(crate) fn allows(&self, url: &Url) -> bool {
        // The file itself always may be.
        url.path() == "/robots.txt"
            || DefaultMatcher::default().one_agent_allowed_by_robots(
                &self.text,
                AGENT,
                url.as_str(),
            )
    }
}

/// Reads what the matcher of the library does not: sitemaps, and `Crawl-delay`, which is not part
/// of RFC 9309 and belongs to the agents of its group as the rules do.
#[derive(Default)]
struct Reader {
    /// Whether the current group is about this program, and about all programs.
    is_own: bool,
    is_common: bool,
    /// Whether the last line named an agent: several in a row share a group.
    names_agents: bool,
    own_delay: Option<Duration>,
    common_delay: Option<Duration>,
    sitemaps: Vec<String>,
}

impl RobotsParseHandler for Reader {
    fn handle_robots_start(&mut self) {}

    fn handle_robots_end(&mut self) {}

    fn handle_user_agent(&mut self, _line: u32, agent: &str) {
        if !self.names_agents {
            (self.is_own, self.is_common) = (false, false);
        }
        self.names_agents = true;
        self.is_own |= agent.eq_ignore_ascii_case(AGENT);
        self.is_common |= agent == "*";
    }

    fn handle_allow(&mut self, _line: u32, _path: &str) {
        self.names_agents = false;
    }

    fn handle_disallow(&mut self, _line: u32, _path: &str) {
        self.names_agents = false;
    }

    fn handle_sitemap(&mut self, _line: u32, url: &str) {
        self.sitemaps.push(url.to_owned());
    }

    fn handle_unknown_action(&mut self, _line: u32, action: &str, value: &str) {
        self.names_agents = false;
        if !action.eq_ignore_ascii_case("crawl-delay") {
            return;
        }
        let seconds = value.parse().ok();
        let delay = seconds.and_then(|it| Duration::try_from_secs_f64(it).ok());
        if self.is_own {
            self.own_delay = self.own_delay.max(delay);
        }
        if self.is_common {
            self.common_delay = self.common_delay.max(delay);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse("https://docs.example.com").unwrap();
        Robots::parse(robots).allows(&url.join(path).unwrap())
    }

    #[test]
    fn the_longest_rule_of_the_own_group_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Seamstress\nDisallow: /private\n\
                    Allow: /private/api/*.md$\n";
        assert!(allows(text, "/a.md"));
        assert!(!allows(text, "/private/a.md"));
        assert!(allows(text, "/private/api/a.md"));
        assert!(!allows("User-agent: *\nDisallow: /\n", "/llms.txt"));
        assert!(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
        assert!(allows("User-agent: other\nDisallow: /\n", "/a.md"));
        assert!(allows("", "/a.md"));
    }

    #[test]
    fn the_delay_is_that_of_the_own_group() {
        let delay = |text| Robots::parse(text).delay;
        let common = "User-agent: a\nUser-agent: *\nCrawl-delay: 2.5\n";
        assert_eq!(delay(common), Some(Duration::from_millis(2500)));
        let both = format!("{common}\nUser-agent: seamstress\ncrawl-delay: 1\n");
        assert_eq!(delay(&both), Some(Duration::from_secs(1)));
        for other in [
            "User-agent: a\nCrawl-delay: 9\n",
            "User-agent: *\nCrawl-delay: -1\n",
        ] {
            assert_eq!(delay(other), None);
        }
    }

    #[test]
    fn sitemaps_are_listed() {
        let robots = Robots::parse("\u{feff}Sitemap: https://docs.example.com/map.xml\n");
        assert_eq!(robots.sitemaps, ["https://docs.example.com/map.xml"]);
    }

    #[test]
    fn any_text_is_read() {
        // The library counts characters of a long line as bytes.
        let long = format!("Disallow: /{}\nDisallow: /é\n", "é".repeat(20_000));
        for text in [
            "\u{ef}\u{bb}\u{bf}: x",
            "é é é",
            "\r\r\n\0: \u{1f984}",
            &long,
        ] {
            let robots = Robots::parse(text);
            assert!(robots.allows(&Url::parse("https://docs.example.com/a").unwrap()));
        }
    }
}
