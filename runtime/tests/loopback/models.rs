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

model! {
    pub struct Door extra;
    door_id: String = required "door_id";
    kind: Option<Kind> = optional "kind";
    level: Option<i64> = optional "level";
    width: Option<f64> = optional "width";
    lock: Option<Lock> = optional "lock";
    behind: Option<Box<Door>> = optional "behind";
}

open_enum! {
    pub enum Kind;
    Hatch = "hatch";
    Gate = "gate";
}

tagged_union! {
    pub enum Lock "type" kind;
    Code(Code) = "code";
}

model! {
    pub struct Code extra;
    digits: String = required "digits";
}
