//! The labels of a method and of an address in other languages.

/// The labels of a method and of an address, each with those that mean it.
pub(super) const LABELS: [(&str, &[&str]); 2] = [
    (
        "method",
        &[
            "methode",
            "méthode",
            "método",
            "metodo",
            "metoda",
            "метод",
            "请求方式",
            "请求方法",
            "http请求方式",
            "http请求方法",
            "メソッド",
            "메서드",
        ],
    ),
    (
        "url",
        &[
            "接口地址",
            "接口路径",
            "接口url",
            "请求地址",
            "请求路径",
            "请求url",
            "请求 url",
            "请求uri",
            "リクエストurl",
            "요청 url",
        ],
    ),
];
