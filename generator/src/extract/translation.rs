//! The words of headings and tables in other languages than English.

mod defaults;
mod headings;
mod request_labels;
mod types;

use std::borrow::Cow;

/// The heads of columns, each with those that mean it.
const COLUMNS: [(&str, &[&str]); 5] = [
    (
        "name",
        &[
            "nom",
            "nombre",
            "nome",
            "nazwa",
            "ad",
            "feld",
            "champ",
            "campo",
            "pole",
            "paramètre",
            "parámetro",
            "parâmetro",
            "parametro",
            "имя",
            "название",
            "поле",
            "параметр",
            "名称",
            "字段",
            "字段名",
            "参数",
            "参数名",
            "参数名称",
            "名前",
            "フィールド",
            "パラメータ",
            "이름",
            "필드",
            "파라미터",
        ],
    ),
    (
        "type",
        &[
            "typ",
            "datentyp",
            "tipo",
            "tür",
            "тип",
            "类型",
            "参数类型",
            "型",
            "タイプ",
            "타입",
            "유형",
        ],
    ),
    (
        "required",
        &[
            "pflicht",
            "pflichtfeld",
            "erforderlich",
            "obligatoire",
            "requis",
            "obligatorio",
            "requerido",
            "obrigatório",
            "obbligatorio",
            "wymagane",
            "zorunlu",
            "обязательный",
            "обязательно",
            "обязательное",
            "必填",
            "是否必填",
            "必选",
            "是否必须",
            "必须",
            "必須",
            "필수",
        ],
    ),
    (
        "description",
        &[
            "beschreibung",
            "descripción",
            "descrição",
            "descrizione",
            "opis",
            "açıklama",
            "описание",
            "描述",
            "说明",
            "説明",
            "설명",
        ],
    ),
    (
        "default",
        &[
            "standard",
            "standardwert",
            "défaut",
            "par défaut",
            "por defecto",
            "predeterminado",
            "padrão",
            "predefinito",
            "по умолчанию",
            "默认",
            "默认值",
            "デフォルト",
            "기본값",
        ],
    ),
];

/// The marks of required fields, and of others.
const MARKS: [(&str, &[&str]); 2] = [
    (
        "yes",
        &[
            "ja", "oui", "sí", "si", "sim", "sì", "tak", "evet", "да", "是", "はい", "예", "○",
            "〇",
        ],
    ),
    (
        "no",
        &[
            "nein",
            "non",
            "não",
            "nie",
            "hayır",
            "нет",
            "否",
            "いいえ",
            "아니오",
            "아니요",
            "×",
        ],
    ),
];

/// A heading in lower case, with what its words are called in English behind them.
pub(super) fn heading(text: &str) -> Cow<'_, str> {
    // Most headings are English.
    let mut words: Vec<&str> = Vec::new();
    for (english, others) in headings::HEADINGS {
        if others.iter().any(|other| has_word(text, other)) && !text.contains(english) {
            words.push(english);
        }
    }
    match words.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(format!("{text} {}", words.join(" "))),
    }
}

/// The head of a column in English, if it is in another language.
pub(super) fn column(text: &str) -> Option<&'static str> {
    translated(&COLUMNS, text)
}

/// A line of a description in which the word before a default value is English.
pub(super) fn default_label(line: &str) -> Cow<'_, str> {
    let columns = COLUMNS.iter().filter(|(english, _)| *english == "default");
    defaults::in_english(line, columns.flat_map(|(_, others)| *others))
}

/// A label of a method or an address in English, if it is in another language; `text` is in lower
/// case.
pub(super) fn request_label(text: &str) -> Option<&'static str> {
    translated(&request_labels::LABELS, text)
}

/// The name of a type in English, if it is in another language.
pub(super) fn type_name(text: &str) -> Option<&'static str> {
    translated(&types::TYPES, text.trim_matches(['`', '*', ' ']))
}

/// The mark of a field in English, if it is in another language.
pub(super) fn mark(text: &str) -> Option<&'static str> {
    translated(&MARKS, text)
}

fn translated(table: &[(&'static str, &[&str])], text: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase();
    let row = table
        .iter()
        .find(|(_, others)| others.contains(&lower.as_str()));
    row.map(|(english, _)| *english)
}

/// Whether a text has a word. Some scripts have no spaces between them.
fn has_word(text: &str, word: &str) -> bool {
    let is_spaced = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..'\u{530}').contains(&c);
    if !word.starts_with(is_spaced) {
        return text.contains(word);
    }
    let ends = |c: char| !c.is_alphanumeric() && c != '-';
    text.split(ends).any(|it| it == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_languages_are_known() {
        for (text, english) in [
            ("corps de la requête", "request body"),
            ("antwort 200", "response"),
            ("响应参数", "response parameter"),
            ("查询参数", "parameter query parameter"),
            ("параметры запроса", "request parameter"),
        ] {
            assert_eq!(heading(text), format!("{text} {english}"));
        }
        for text in [
            "response",
            "corporate accounts",
            "the parameters",
            "查询订单",
        ] {
            assert_eq!(heading(text), text);
        }
        assert_eq!(
            (column("是否必填"), column("Campo")),
            (Some("required"), Some("name"))
        );
        assert_eq!(
            (
                type_name("`Entero`"),
                type_name("文字列"),
                type_name("string")
            ),
            (Some("integer"), Some("string"), None)
        );
        assert_eq!(
            (mark("Nein"), mark("да"), mark("yes")),
            (Some("no"), Some("yes"), None)
        );
    }
}
