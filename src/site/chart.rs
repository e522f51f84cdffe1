//! A small drawing of how often someone or something occurs over time.

use super::views::{ChartBar, ChartView};
use crate::model::{Date, Day};
use crate::words::Words;
use std::collections::BTreeMap;

/// The size of the drawing, in its own units.
const WIDTH: usize = 640;
const HEIGHT: usize = 48;
/// The most bars that can still be told apart.
const BARS: i32 = 60;
/// Bars are no wider than this, and have this much between them.
const WIDEST: usize = 14;
const BETWEEN: usize = 2;
/// What is drawn of the smallest number.
const LOWEST: usize = 3;

/// How long a time one bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Month,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The number of the time in which a day lies.
    fn of(self, day: Day) -> i32 {
        let year = i32::from(day.year());
        match self {
            Self::Month => year * 12 + i32::from(day.month()) - 1,
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
            Self::Century => year.div_euclid(100),
        }
    }

    fn label(self, at: i32, words: &Words) -> String {
        match self {
            Self::Month => {
                let edtf = format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1);
                Date::parse(&edtf).map_or(edtf, |date| words.date(&date))
            }
            Self::Year => at.to_string(),
            Self::Decade => words.decade(at * 10),
            Self::Century => words.century(at * 100),
        }
    }
}

/// The chart of documents, each with its day and whether it is one to which the person is
/// party. `None` when there are fewer than three, or all of one time.
pub(super) fn chart(documents: &[(Day, bool)], words: &Words) -> Option<ChartView> {
    let first = documents.iter().map(|&(day, _)| day).min()?;
    let last = documents.iter().map(|&(day, _)| day).max()?;
    let fits = |unit: &Unit| unit.of(last) - unit.of(first) < BARS;
    let unit = [Unit::Month, Unit::Year, Unit::Decade]
        .into_iter()
        .find(fits)
        .unwrap_or(Unit::Century);
    let start = unit.of(first);
    let times = usize::try_from(unit.of(last) - start).ok()? + 1;
    if documents.len() < 3 || times < 2 {
        return None;
    }
    let mut counts: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for &(day, party) in documents {
        let (parties, named) = counts.entry(unit.of(day)).or_default();
        *if party { parties } else { named } += 1;
    }
    let most = counts.values().map(|(party, named)| party + named).max()?;
    let step = (WIDTH / times).max(BETWEEN + 1);
    let high = |count: usize| match count {
        0 => 0,
        count => (count * HEIGHT / most).max(LOWEST),
    };
    let bars = counts.iter().filter_map(|(&at, &(party, named))| {
        let (party_height, named_height) = (high(party), high(named));
        let foot = HEIGHT.saturating_sub(named_height);
        Some(ChartBar {
            label: unit.label(at, words),
            party,
            named,
            x: usize::try_from(at - start).ok()? * step,
            width: (step - BETWEEN).min(WIDEST),
            party_y: foot.saturating_sub(party_height),
            party_height: party_height.min(foot),
            named_y: foot,
            named_height,
        })
    });
    Some(ChartView {
        width: (times - 1) * step + (step - BETWEEN).min(WIDEST),
        height: HEIGHT,
        first: unit.label(start, words),
        last: unit.label(unit.of(last), words),
        most,
        mixed: documents.iter().any(|&(_, party)| party)
            && documents.iter().any(|&(_, party)| !party),
        bars: bars.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(days: &[(i16, u8, bool)]) -> Option<ChartView> {
        let day = |&(year, month, party): &(i16, u8, bool)| {
            (Day::new(year, month, 1).expect("a day"), party)
        };
        chart(&days.iter().map(day).collect::<Vec<_>>(), &Words::english())
    }

    #[test]
    fn little_is_not_drawn() {
        assert!(drawn(&[]).is_none());
        assert!(drawn(&[(1986, 1, true), (1986, 2, true)]).is_none());
        assert!(drawn(&[(1986, 1, true), (1986, 1, true), (1986, 1, false)]).is_none());
    }

    #[test]
    fn months_years_and_decades_as_they_fit() {
        let of = |years: i16| drawn(&[(1900, 1, true), (1900, 2, true), (1900 + years, 3, true)]);
        let axis = |years| of(years).map(|it| (it.first, it.last));
        let words = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(axis(2), words("January 1900", "March 1902"));
        assert_eq!(axis(20), words("1900", "1920"));
        assert_eq!(axis(85), words("1900s", "1980s"));
        assert_eq!(axis(2000), words("1900s", "3900s"));
    }

    #[test]
    fn bars_stand_on_the_axis_and_inside_the_drawing() {
        let view = drawn(&[
            (1985, 12, true),
            (1985, 12, false),
            (1986, 1, true),
            (1986, 9, false),
        ]);
        let view = view.expect("it is drawn");
        assert_eq!(view.most, 2);
        for bar in &view.bars {
            assert!(bar.x + bar.width <= view.width);
            assert_eq!(bar.named_y + bar.named_height, view.height);
            assert_eq!(bar.party_y + bar.party_height, bar.named_y);
        }
        let counts: Vec<_> = view.bars.iter().map(|bar| (bar.party, bar.named)).collect();
        assert_eq!(counts, [(1, 1), (1, 0), (0, 1)]);
    }
}
