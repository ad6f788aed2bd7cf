use seamstress_codegen::{Input, generate, source::Source};

use super::*;

const PAGE: &str = r##"# Feed a cat

````yaml POST /cats/feed
openapi: 3.0.0
info: { title: Cats, version: "1" }
paths:
  /cats/feed:
    post:
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [cat]
                properties:
                  cat: { $ref: "#/components/schemas/cat" }
components:
  schemas:
    cat:
      type: object
      required: [cat_id, type, owner_name, meals]
      properties:
        cat_id: { type: string, format: uuid }
        type: { type: string, enum: [house-cat, wild] }
        owner_name: { type: string, nullable: true }
        weight: { type: number }
        last_fed_at: { type: string, format: date-time, nullable: true }
        meals:
          type: array
          items:
            discriminator: { propertyName: kind }
            oneOf:
              - type: object
                required: [kind, grams]
                properties:
                  kind: { type: string, enum: [dry] }
                  grams: { type: integer }
              - type: object
                required: [kind]
                properties:
                  kind: { type: string, enum: [wet] }
````
"##;

#[test]
fn every_presence_has_its_serde_form() {
    let source = Source {
        path: "cats/feed.md".to_owned(),
        text: PAGE.to_owned(),
    };
    let mut output = generate(Input {
        sources: vec![source],
        ..Input::default()
    });
    let baseline = library(&MeasuredApi {
        name: "cats",
        names: output.names.take().unwrap(),
        output,
    });
    let (_, types) = baseline.split_once(".map(Some)\n}\n").unwrap();
    assert_eq!(types, EXPECTED);
}

const EXPECTED: &str = r#"pub type CatId = String;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cat {
    pub cat_id: CatId,
    pub r#type: CatType,
    pub owner_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub last_fed_at: Option<Option<DateTime>>,
    pub meals: Vec<CatMeal>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum CatMeal {
    #[serde(rename = "dry")]
    Dry(CatMealDry),
    #[serde(rename = "wet")]
    Wet(CatMealWet),
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatMealDry {
    pub grams: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatMealWet {
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CatType {
    #[serde(rename = "house-cat")]
    HouseCat,
    #[serde(rename = "wild")]
    Wild,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatsFeedResponse {
    pub cat: Cat,
}
"#;
