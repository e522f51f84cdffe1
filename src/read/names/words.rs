//! Words that tell, beside a surname, whether it is one: titles before it, words that
//! only begin a sentence, nouns that make it a thing, and surnames that are words.

/// Words before a surname that say that a person is meant.
pub(super) fn is_title(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    TITLES.binary_search(&word.as_str()).is_ok()
}

/// Titles that everybody has: they tell nothing of an office.
pub(super) fn is_courtesy(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    matches!(
        word.as_str(),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "messrs"
            | "dr"
            | "sir"
            | "herr"
            | "frau"
            | "monsieur"
            | "madame"
            | "mme"
            | "comrade"
            | "citizen"
            | "honorable"
            | "hon"
    )
}

/// Sorted.
#[rustfmt::skip] // a word a line would be a screen and more
const TITLES: &[&str] = &[
    "academician", "adm", "admiral", "adviser", "advisor", "amb", "ambassador",
    "archbishop", "attorney", "bishop", "brigadier", "capt", "captain", "cardinal",
    "chairman", "chairwoman", "chancellor", "chargé", "citizen", "col", "colonel",
    "commander", "commissioner", "commodore", "comrade", "congressman", "congresswoman",
    "consul", "counsellor", "counselor", "count", "countess", "delegate", "deputy",
    "director", "dr", "envoy", "father", "frau", "fräulein", "gen", "general", "gov",
    "governor", "herr", "hon", "honorable", "judge", "justice", "king", "lady",
    "lieutenant", "lord", "lt", "madame", "major", "marshal", "messrs", "minister", "miss",
    "mme", "monsieur", "mr", "mrs", "ms", "premier", "president", "prince", "princess",
    "prof", "professor", "queen", "rabbi", "rep", "representative", "rev", "reverend",
    "secretary", "sen", "senator", "sergeant", "señor", "signor", "sir", "speaker",
    "spokesman", "undersecretary",
];

/// Whether a word only joins others: it can stand before a surname in capitals at the
/// beginning of a sentence, and is nobody's given name.
pub(super) fn is_function_word(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    FUNCTION_WORDS.binary_search(&word.as_str()).is_ok()
}

/// Sorted.
#[rustfmt::skip] // a word a line would be a screen and more
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "although", "among", "an", "and",
    "are", "as", "at", "because", "before", "between", "both", "but", "by", "can", "cc",
    "could", "despite", "did", "do", "does", "during", "either", "even", "following", "for",
    "from", "had", "has", "have", "he", "her", "his", "how", "however", "i", "if", "in",
    "into", "is", "it", "its", "later", "like", "may", "might", "must", "neither", "no",
    "nor", "not", "of", "on", "once", "only", "or", "our", "over", "per", "re", "regarding",
    "shall", "she", "should", "since", "so", "still", "subject", "than", "that", "the",
    "their", "then", "there", "these", "they", "this", "those", "though", "through", "thus",
    "to", "today", "tomorrow", "under", "unless", "until", "upon", "via", "was", "we",
    "were", "what", "when", "where", "whereas", "whether", "which", "while", "who", "whom",
    "whose", "why", "will", "with", "within", "without", "would", "yesterday", "yet", "you",
    "your",
];

/// Whether a word names a day or month.
pub(super) fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
    )
}

/// Whether a word makes of the name before it the name of a thing.
pub(super) fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "Administration"
            | "Airport"
            | "Amendment"
            | "Avenue"
            | "Building"
            | "Center"
            | "Centre"
            | "Collection"
            | "Commission"
            | "Committee"
            | "Doctrine"
            | "Foundation"
            | "Institute"
            | "Library"
            | "Museum"
            | "Papers"
            | "Plan"
            | "Presidential"
            | "School"
            | "Street"
            | "University"
    )
}

/// Whether a surname is also an everyday word of English, so that a capital at the
/// beginning of a sentence or heading proves nothing.
pub(super) fn is_everyday_word(word: &str) -> bool {
    EVERYDAY
        .binary_search(&word.to_lowercase().as_str())
        .is_ok()
}

/// Sorted. Surnames that are also words with another sense, from lists of frequent
/// surnames; a document in whose text the word stands in small letters needs no list.
#[rustfmt::skip] // a word a line would be a screen and more
const EVERYDAY: &[&str] = &[
    "archer", "ash", "bacon", "baker", "ball", "banks", "barber", "barker", "bass", "bay",
    "beach", "bean", "bell", "bench", "berry", "best", "birch", "bird", "bishop", "black",
    "blood", "bloom", "bond", "booth", "branch", "brand", "bridges", "bright", "brook",
    "brown", "buck", "bull", "bunker", "bush", "butcher", "butler", "cannon", "carpenter",
    "carver", "case", "cash", "castle", "chambers", "chance", "chapel", "chase", "church",
    "clay", "close", "cook", "cotton", "court", "crane", "cross", "dale", "dam", "day",
    "dean", "duke", "earl", "early", "english", "farmer", "field", "fields", "fine", "fish",
    "fleet", "flood", "flowers", "ford", "forest", "foster", "fountain", "fox", "freeman",
    "french", "friend", "frost", "gardener", "gates", "glass", "gold", "golden", "good",
    "gore", "grant", "grave", "graves", "gray", "green", "grey", "grove", "hall", "hand",
    "hawk", "hay", "head", "heath", "hill", "hills", "holder", "holland", "hood", "hook",
    "hope", "house", "hull", "hunt", "hunter", "iron", "joy", "just", "justice", "keen",
    "key", "keys", "king", "kitchen", "knight", "lake", "lamb", "land", "lane", "law",
    "light", "little", "lock", "lodge", "long", "lord", "love", "low", "major", "march",
    "marks", "marsh", "marshal", "marshall", "masters", "may", "meadows", "means", "mills",
    "money", "monk", "moon", "moor", "moss", "mount", "new", "noble", "north", "page",
    "park", "parks", "parson", "peace", "peacock", "pike", "pine", "pipes", "place",
    "plant", "pool", "pope", "porter", "post", "potter", "power", "powers", "price",
    "prince", "quick", "rains", "ranger", "ray", "rice", "rich", "ridge", "rivers", "road",
    "robin", "rock", "root", "rose", "rule", "rush", "sage", "salmon", "sands", "savage",
    "sawyer", "say", "self", "sergeant", "sharp", "shepherd", "ship", "short", "silver",
    "singer", "skinner", "slaughter", "small", "smart", "snow", "south", "sparks", "spears",
    "spring", "stamp", "star", "steel", "steward", "stock", "stone", "storm", "strange",
    "street", "strong", "summer", "summers", "swan", "sweet", "swift", "tailor", "temple",
    "tower", "towers", "trust", "vice", "wall", "ward", "warden", "waters", "weaver",
    "weeks", "well", "wells", "west", "white", "wild", "winter", "winters", "wise", "wolf",
    "wood", "woods", "worth", "yard", "young",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [TITLES, FUNCTION_WORDS, EVERYDAY] {
            let unsorted = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
        }
    }
}
