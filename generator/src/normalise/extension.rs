//! Extensions in which `normalise` keeps what `openapiv3` has no field for.

/// The request body says `required: false`, which is more than the absence of `required`.
pub(crate) const OPTIONAL: &str = "x-seamstress-optional";

/// The parameters that were taken from a path or an operation, since no caller sets them.
pub(crate) const RESERVED: &str = "x-seamstress-reserved";

/// The patterns of which each name in a map matches one.
pub(crate) const NAMES: &str = "x-seamstress-names";

/// The schema `false`, which no value matches.
pub(crate) const NEVER: &str = "x-seamstress-never";

/// The schemas of a tuple, in order.
pub(crate) const PREFIX_ITEMS: &str = "x-prefixItems";

/// The schema of one item of a stream, which only 3.2 has a keyword for.
pub(crate) const ITEM_SCHEMA: &str = "x-itemSchema";

/// The webhooks and callbacks whose payload a schema is: `[{"webhook": "newPet"}]`.
pub(crate) const PAYLOAD_OF: &str = "x-seamstress-payload-of";

/// `allowReserved` of a parameter in the path, where only 3.2 allows it.
pub(crate) const ALLOW_RESERVED: &str = "x-allowReserved";
