//! The emitted files → the items that they make public.
//!
//! Items are read off the syntax trees that are printed, not off the IR, so that the list
//! cannot claim anything that the compiler would not.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, LitStr, Pat, ReceiverKind, ReturnType,
    Signature, UseTree, Visibility,
};

use super::{
    ItemKind, ItemPath, Modifiers, SurfaceItem, TypePath,
    request_builder::{self, RequestBuilder},
    setters::Setters,
    syntax::modifiers,
    table::{self, Table},
};
use crate::{pretty::one_line, reserved};

/// The crate whose items are re-exported.
const RUNTIME: &str = reserved::RUNTIME_CRATE;

/// The public items of the file at `path`, of which `items` are all items.
pub(crate) fn read(path: &str, items: &[Item]) -> Vec<SurfaceItem> {
    let mut found = Vec::new();
    if let Some(modules) = modules(path) {
        Module {
            path: modules,
            items: &mut found,
        }
        .read(items);
    }
    found
}

/// The modules through which users reach the items of a file; `None` for files whose
/// items are not public by themselves.
fn modules(path: &str) -> Option<Vec<String>> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let parts: Vec<&str> = inner.split('/').collect();
    let modules: &[&str] = match &parts[..] {
        ["client" | "routes" | "lib" | "webhook"] => &[],
        ["models", _] | ["models"] => &["models"],
        ["routes", groups @ ..] => groups,
        _ => return None,
    };
    Some(modules.iter().map(|&module| module.to_owned()).collect())
}

/// A module that is being read, and the items of all of them.
struct Module<'a> {
    path: Vec<String>,
    items: &'a mut Vec<SurfaceItem>,
}

impl Module<'_> {
    fn read(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let owner = self.owner(&item.ident);
                self.push(
                    owner.clone(),
                    ItemKind::Struct,
                    "",
                    own_modifiers(&item.attrs),
                );
                self.fields(&owner, &item.fields);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let owner = self.owner(&item.ident);
                self.push(
                    owner.clone(),
                    ItemKind::Enum,
                    "",
                    own_modifiers(&item.attrs),
                );
                for variant in &item.variants {
                    let payload = variant.fields.iter().map(|field| one_line(&field.ty));
                    let payload = payload.collect::<Vec<_>>().join(", ");
                    let path = member(&owner, &variant.ident);
                    self.push(path, ItemKind::Variant, &payload, Modifiers::default());
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                let owner = self.owner(&item.ident);
                let (ty, modifiers) = (one_line(&item.ty), own_modifiers(&item.attrs));
                self.push(owner, ItemKind::Alias, &ty, modifiers);
            }
            Item::Mod(item) if is_public(&item.vis) => {
                for name in features(&item.attrs) {
                    let path = TypePath::at_root(name).into();
                    self.push(path, ItemKind::Feature, "", Modifiers::default());
                }
                if let Some((_, inner)) = &item.content {
                    let path = self.path.iter().cloned();
                    Module {
                        path: path.chain([item.ident.to_string()]).collect(),
                        items: self.items,
                    }
                    .read(inner);
                }
            }
            // Of our own modules, the items themselves are listed.
            Item::Use(item) if is_public(&item.vis) && self.path.is_empty() => {
                for name in reexports(&item.tree) {
                    let path = TypePath::at_root(name).into();
                    self.push(path, ItemKind::Reexport, "", Modifiers::default());
                }
            }
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => {
                if let Some(table) = Table::read(&item.mac) {
                    self.table(&table);
                }
                if let Some(setters) = Setters::read(&item.mac) {
                    self.setters(&setters);
                }
                if let Some(builder) = RequestBuilder::read(&item.mac) {
                    self.request_builder(&builder);
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, owner: &ItemPath, fields: &Fields) {
        for field in fields.iter().filter(|field| is_public(&field.vis)) {
            if let Some(name) = &field.ident {
                let ty = one_line(&field.ty);
                self.push(
                    member(owner, name),
                    ItemKind::Field,
                    &ty,
                    Modifiers::default(),
                );
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let owner = self.owner(one_line(&item.self_ty));
        if let Some((path, _)) = &item.trait_ {
            self.push(owner, ItemKind::Impl, &one_line(path), Modifiers::default());
            return;
        }
        for inner in &item.items {
            match inner {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let (name, signature) = (&function.sig.ident, signature(&function.sig));
                    self.function(&owner, name, &signature, own_modifiers(&function.attrs));
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = member(&owner, &constant.ident);
                    let (ty, modifiers) = (one_line(&constant.ty), Modifiers::default());
                    self.push(path, ItemKind::Constant, &ty, modifiers);
                }
                _ => {}
            }
        }
    }

    /// What the runtime's macro makes of the table of a type.
    fn table(&mut self, table: &Table) {
        let owner = self.owner(table.name());
        let kind = table.item_kind();
        self.push(owner.clone(), kind, "", table.modifiers());
        let member_kind = match kind {
            ItemKind::Struct => ItemKind::Field,
            _ => ItemKind::Variant,
        };
        for (name, ty) in table.members() {
            let path = member(&owner, name);
            self.push(path, member_kind, ty, Modifiers::default());
        }
        self.implementations(&owner, table::SERDE_TRAITS);
        self.implementations(&owner, table.traits());
        for (name, signature) in table.functions() {
            self.function(&owner, name, signature, Modifiers::default());
        }
    }

    /// What the runtime's macro makes of setters.
    fn setters(&mut self, setters: &Setters) {
        let owner = self.owner(setters.name());
        for function in setters.functions() {
            let (name, modifiers) = (function.name, function.modifiers);
            self.function(&owner, name, &function.signature, modifiers);
        }
    }

    /// What the runtime's macro makes of a request builder.
    fn request_builder(&mut self, builder: &RequestBuilder) {
        let owner = self.owner(builder.name());
        let modifiers = Modifiers {
            derives: request_builder::DERIVES
                .iter()
                .map(|it| (*it).to_owned())
                .collect(),
            ..Modifiers::default()
        };
        self.push(owner.clone(), ItemKind::Struct, "", modifiers);
        if let Some((name, ty)) = builder.params() {
            let path = member(&owner, name);
            self.push(path, ItemKind::Field, &ty, Modifiers::default());
        }
        let (name, ty) = request_builder::CONSTANT;
        let path = member(&owner, name);
        self.push(path, ItemKind::Constant, ty, Modifiers::default());
        for (name, signature) in builder.methods() {
            self.function(&owner, name, &signature, Modifiers::default());
        }
        self.implementations(&owner, &[request_builder::TRAIT]);
    }

    fn implementations(&mut self, owner: &ItemPath, traits: &[&str]) {
        for name in traits {
            self.push(owner.clone(), ItemKind::Impl, name, Modifiers::default());
        }
    }

    fn function(
        &mut self,
        owner: &ItemPath,
        name: impl ToString,
        signature: &str,
        modifiers: Modifiers,
    ) {
        let path = member(owner, name);
        self.push(path, ItemKind::Function, signature, modifiers);
    }

    fn owner(&self, name: impl ToString) -> ItemPath {
        TypePath {
            modules: self.path.clone(),
            name: name.to_string(),
        }
        .into()
    }

    fn push(&mut self, path: ItemPath, kind: ItemKind, signature: &str, modifiers: Modifiers) {
        self.items.push(SurfaceItem {
            path,
            kind,
            signature: signature.to_owned(),
            modifiers,
        });
    }
}

/// Lists what is usually derived as derives, however it is implemented: users notice no difference.
pub(super) fn list_as_derived(items: &mut Vec<SurfaceItem>) {
    let is_derived = |item: &SurfaceItem| {
        item.kind == ItemKind::Impl && table::DERIVES.contains(&item.signature.as_str())
    };
    let (derived, rest): (Vec<_>, Vec<_>) = items.drain(..).partition(is_derived);
    let mut of_owners: BTreeMap<ItemPath, BTreeSet<String>> = BTreeMap::new();
    for item in derived {
        let name = item.signature.rsplit(':').next().unwrap_or_default();
        let names = of_owners.entry(item.path).or_default();
        names.insert(name.to_owned());
    }
    items.extend(rest.into_iter().map(|mut item| {
        if matches!(item.kind, ItemKind::Struct | ItemKind::Enum)
            && let Some(names) = of_owners.get(&item.path)
        {
            item.modifiers.derives.extend(names.iter().cloned());
            item.modifiers.derives.sort();
        }
        item
    }));
}

fn own_modifiers(attributes: &[Attribute]) -> Modifiers {
    modifiers(attributes.iter().map(|attribute| &attribute.meta))
}

fn member(owner: &ItemPath, name: impl ToString) -> ItemPath {
    ItemPath {
        member: Some(name.to_string()),
        ..owner.clone()
    }
}

/// The names that a `use` brings of the runtime.
fn reexports(tree: &UseTree) -> Vec<String> {
    fn names(tree: &UseTree, found: &mut Vec<String>) {
        match tree {
            UseTree::Name(name) => found.push(name.ident.to_string()),
            UseTree::Rename(rename) => found.push(rename.rename.to_string()),
            UseTree::Path(path) => names(&path.tree, found),
            UseTree::Group(group) => group.items.iter().for_each(|item| names(item, found)),
            UseTree::Glob(_) => {}
        }
    }
    let mut found = Vec::new();
    match tree {
        UseTree::Path(path) if path.ident == RUNTIME => names(&path.tree, &mut found),
        UseTree::Rename(rename) if rename.ident == RUNTIME => names(tree, &mut found),
        _ => {}
    }
    found
}

/// The features that an item is behind: `#[cfg(feature = "locks")]`.
fn features(attributes: &[Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("cfg")) {
        // `pretty` wrote the attribute, so that it parses.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("feature") {
                found.push(meta.value()?.parse::<LitStr>()?.value());
            }
            Ok(())
        });
    }
    found
}

fn signature(function: &Signature) -> String {
    let inputs: Vec<String> = function
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Reference(..)) => {
                "&self".to_owned()
            }
            FnArg::Receiver(_) => "self".to_owned(),
            FnArg::Typed(argument) => {
                let name = match &*argument.pat {
                    Pat::Ident(name) => name.ident.to_string(),
                    _ => "_".to_owned(),
                };
                format!("{name}: {}", one_line(&argument.ty))
            }
        })
        .collect();
    let output = match &function.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", one_line(ty)),
    };
    format!("({}){output}", inputs.join(", "))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
