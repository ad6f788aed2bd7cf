//! An API as generated code describes it.

use seamstress_runtime::codegen::*;

pub(crate) const KEY: Scheme = Scheme::header("key", "x-key");
pub(crate) static API: Api = Api::new("Doors", "https://doors.example")
    .error_code(&["code"])
    .error_message(&["message"])
    .schemes(&[KEY]);

pub(crate) static GET: OperationSpec = OperationSpec::get("/door").security(&[&["key"]]);
pub(crate) static POST: OperationSpec = OperationSpec::post("/door")
    .json_body()
    .security(&[&["key"]]);
pub(crate) static UPLOAD: OperationSpec = OperationSpec::post("/photo")
    .body(BodySpec::raw("image/jpeg"))
    .security(&[&["key"]]);
pub(crate) static FORM: OperationSpec = OperationSpec::post("/photos")
    .body(BodySpec::multipart(&[]))
    .security(&[&["key"]]);
pub(crate) static LIST: OperationSpec = OperationSpec::get("/doors")
    .bindings(&[Binding::query("cursor")])
    .responses(&[ResponseSpec::code(200).envelope("doors")])
    .security(&[&["key"]])
    .pages(&const { Paging::new("cursor", &["next"]) });

pub(crate) struct Door {
    door_id: String,
    kind: Option<Kind>,
    level: Option<i64>,
    width: Option<f64>,
    lock: Option<Lock>,
    behind: Option<Box<Door>>,
    extra: Extra,
}

model! {
    Door extra;
    required "door_id" door_id;
    optional "kind" kind;
    optional "level" level;
    optional "width" width;
    optional "lock" lock;
    optional "behind" behind;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Hatch,
    Gate,
    Unknown(UnknownValue),
}

open_enum! {
    Kind;
    "hatch" Hatch;
    "gate" Gate;
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lock {
    Code(Code),
    Unknown(UnknownVariant),
}

pub(crate) struct Code {
    digits: String,
}

model! {
    Code;
    required "digits" digits;
}

tagged_union! {
    Lock "type" kind;
    "code" Code;
}
