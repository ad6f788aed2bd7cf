//! The table of codes, ordered by their texts.

use super::Severity;

codes! {
    /// A YAML alias stands inside the node that its anchor names, so that the value would
    /// contain itself.
    AliasCycle = Error "alias-cycle" => "Write the value out in place of the alias.";
    /// The aliases of a block repeat more nodes than are read, as in a “billion laughs” attack.
    AliasLimit = Error "alias-limit" => "Write values out, or move them into components and refer to them with `$ref`.";
    /// Two paths differ only in the names of their parameters, so that a server cannot
    /// distinguish them.
    AmbiguousPath = Warning "ambiguous-path" => "Use one spelling of the path on all pages.";
    /// Two branches of a union accept the same values.
    /// A value is decoded as the branch that declares most of its fields.
    AmbiguousUnion = Warning "ambiguous-union" => "Declare a `discriminator`, or give each branch a required field with a `const` value of its own.";
    /// A page of Markdown has an OpenAPI block in a comment of MDX. The block is not read.
    CommentedBlock = Warning "commented-block" => "Remove `{/*` and `*/}`, or write `<!-- … -->` if the block is to be left out.";
    /// Parts of an `allOf` declare a field with different types, neither of which is a special
    /// case of the other. The first type is used.
    ConflictingAllOf = Warning "conflicting-all-of" => "Declare the field once, or with types of which one is a special case of the other.";
    /// An `[[one_of]]` entry lists other fields than the exclusive alternatives in the schema
    /// of its operation.
    ConflictingOneOf = Error "conflicting-one-of" => "Make the entry list exactly the fields that the schema lists, or delete it.";
    /// The value of `const` is not among the values of `enum`. `enum` is used.
    ConstOutsideEnum = Warning "const-outside-enum" => "Correct `const` or `enum`.";
    /// A bound of an integer is not a 64-bit integer. It is not enforced.
    ConstraintOutOfRange = Warning "constraint-out-of-range" => "Correct the bound, or remove it.";
    /// A page has a control character that YAML does not allow.
    ControlCharacter = Error "control-character" => "Remove the character, or write it as an escape sequence in a quoted string.";
    /// A page is written in another version of OpenAPI than the document that all pages are merged
    /// into.
    ConvertedVersion = Note "converted-version" => "Nothing needs to change; `openapi.yaml` shows what the page is read as.";
    /// A `$ref` on a page leads to a part of its operation. The type of that part is not shared.
    CopiedReference = Note "copied-reference" => "Move the part into a component, so that it has a name.";
    /// A discriminator maps a value to a schema that the document does not have.
    /// The entry has no effect.
    DanglingMapping = Warning "dangling-mapping" => "Correct the reference, or remove the entry.";
    /// A `$ref` points at a node that the document does not have.
    DanglingRef = Error "dangling-ref" => "Correct the reference, or add the component to the block.";
    /// The parts of an `allOf` describe values of different types, or enums without a common value.
    /// The value is any JSON.
    DisjointAllOf = Warning "disjoint-all-of" => "Correct the type of a part, or remove the part; where a value matches one of them only, write `oneOf`.";
    /// Pages describe the same part of the API and differ only in texts or examples, or in what
    /// they say of the API as a whole: its title, its version, its tags. The first page is used.
    DocsDrift = Warning "docs-drift" => "Make the pages agree.";
    /// A page names an operation of a document that is not among the files.
    DocumentNotRead = Warning "document-not-read" => "Put the document next to the pages.";
    /// An enum lists a value more than once. The value is read once.
    DuplicateEnumValue = Warning "duplicate-enum-value" => "Remove the repeated value.";
    /// A mapping has the same key twice.
    DuplicateKey = Error "duplicate-key" => "Remove one of the two entries.";
    /// Several pages describe the same operation in the same way.
    DuplicateOperation = Note "duplicate-operation" => "Nothing needs to change; the operation is generated once.";
    /// Two operations have the same `operationId`. Methods are named after it only where
    /// operations are grouped by tag.
    DuplicateOperationId = Warning "duplicate-operation-id" => "Give each operation an `operationId` of its own.";
    /// Two sources have the same path. Only the first one is read.
    DuplicatePage = Error "duplicate-page" => "Rename or remove one of the two files.";
    /// A list of parameters declares a name twice for the same location.
    DuplicateParameter = Error "duplicate-parameter" => "Remove one of the two declarations.";
    /// A `$ref` leads nowhere in the document, but somewhere in a schema that it is in, as in a
    /// JSON Schema that a tool put into the document as it is. It is relative to that schema.
    EmbeddedReference = Note "embedded-reference" => "Nothing needs to change; a reference from the root of the document says the same to every tool.";
    /// An OpenAPI block has no content.
    EmptyBlock = Error "empty-block" => "Write the document into the block, or remove the fence.";
    /// Objects with the same fields are several types, because they have no role in common or
    /// were given different names.
    EqualTypes = Note "equal-types" => "Where they are the same thing, list them in a `[[share]]` entry.";
    /// A document has references of HTML such as `&quot;` in place of the quotes of JSON or YAML.
    /// It is read with the characters that they stand for.
    EscapedBlock = Warning "escaped-block" => "Write the characters themselves.";
    /// A line in an OpenAPI block is a code fence at column zero, where it ends the text of the
    /// YAML or the whole block, so that what follows is lost.
    FenceInBlock = Error "fence-in-block" => "Indent the fence as the text around it.";
    /// The info string of a fence names an operation that its block does not describe.
    FenceMismatch = Error "fence-mismatch" => "Make the info string and the block name the same method and path.";
    /// A `GET` or `HEAD` operation declares a request body, which servers and proxies may ignore.
    GetWithBody = Warning "get-with-body" => "Declare the input as query parameters, or change the method.";
    /// A text contains characters that are invisible or that change the reading direction.
    /// They are shown as code points in the generated documentation.
    HiddenCharacters = Warning "hidden-characters" => "Remove the characters from the text.";
    /// A webhook or a callback is a request that the API sends. The type of its payload is
    /// generated, and a server that receives it is not.
    IncomingRequest = Note "incoming-request" => "Nothing needs to change; `models` lists the types of the payloads.";
    /// An operation is known only from a page without a schema.
    /// Its types are inferred from samples and tables.
    InferredOperation = Note "inferred-operation" => "Publish an OpenAPI block for the operation.";
    /// A server's URL uses `http`, so that credentials would be sent in clear text.
    InsecureServer = Warning "insecure-server" => "Use `https`, unless the server is for tests on the same machine.";
    /// The generator broke one of its own invariants.
    InternalError = Error "internal-error" => "This is a bug of the generator: report it together with the page that is shown.";
    /// The name of a component has a character that OpenAPI does not allow.
    /// In a whole document, the component is renamed.
    InvalidComponentName = Error "invalid-component-name" => "Use letters, digits, `.`, `_` and `-`.";
    /// A part of the document does not have the structure that OpenAPI prescribes.
    InvalidDocument = Error "invalid-document" => "Correct the node that is shown.";
    /// A URL of a flow of OAuth 2 or of OpenID Connect is invalid, or uses `http`. The client sends
    /// no secrets there.
    InvalidFlowUrl = Warning "invalid-flow-url" => "Write `https://host/path`, or a path on the server of the API.";
    /// The info string of a fence begins like that of an OpenAPI block and cannot be parsed.
    InvalidInfoString = Error "invalid-info-string" => "Write `yaml [document] method /path`, for example `yaml /openapi.json post /devices/list`.";
    /// The key of a mapping is empty or not a scalar.
    InvalidKey = Error "invalid-key" => "Use a string as the key.";
    /// A page has a carriage return that is not followed by a line feed.
    InvalidLineEnding = Error "invalid-line-ending" => "Save the page with LF or CRLF line endings.";
    /// `names.lock` cannot be parsed.
    InvalidLock = Error "invalid-lock" => "Restore the file from version control. It keeps public names stable.";
    /// The merge key `<<` has a value that is neither a mapping nor a sequence of mappings.
    InvalidMergeKey = Error "invalid-merge-key" => "Refer to a mapping after `<<`, or write the entries out.";
    /// A name in `overrides.toml` or in the arguments is not a Rust identifier or package name, is
    /// reserved for generated code, or is not the name that the crate has.
    InvalidName = Error "invalid-name" => "Choose another name in the entry or in the arguments.";
    /// An overlay cannot be parsed, or an action of it cannot be applied.
    InvalidOverlay = Error "invalid-overlay" => "Correct the action that is shown.";
    /// `overrides.toml` cannot be parsed, or an entry has an unknown or missing key.
    InvalidOverrides = Error "invalid-overrides" => "Correct the entry that is shown. Every entry has a `because` that is not empty.";
    /// A parameter or an API key is declared at a location where it cannot be.
    InvalidParameterLocation = Error "invalid-parameter-location" => "Use `query`, `header` or `cookie`, or `path` for a parameter that is part of the path.";
    /// The name of a header or cookie has a character that HTTP does not allow.
    InvalidParameterName = Error "invalid-parameter-name" => "Correct the name.";
    /// The `style` of a parameter is not available at its location. The default style is used.
    InvalidParameterStyle = Warning "invalid-parameter-style" => "Use a style that the specification lists for this location.";
    /// A path is not a valid template: it does not begin with `/`, or its braces do not match.
    InvalidPath = Error "invalid-path" => "Correct the path.";
    /// A `$ref` is not a string, cannot be parsed, or points at a component of another kind.
    InvalidRef = Error "invalid-ref" => "Refer to a component of the expected kind: `#/components/schemas/Name` for a schema.";
    /// The type of a security scheme is not one of OpenAPI's.
    InvalidSecurityType = Error "invalid-security-type" => "Use `apiKey`, `http`, `oauth2` or `openIdConnect`.";
    /// A server's URL is malformed, or could send credentials to another host than it seems to.
    InvalidServerUrl = Error "invalid-server-url" => "Write `https://host/path`, and declare each variable with a default.";
    /// A key of `responses` is neither a status code, a range such as `4XX`, nor `default`.
    /// The response is ignored.
    InvalidStatusCode = Warning "invalid-status-code" => "Correct the key.";
    /// A block is not valid YAML.
    InvalidYaml = Error "invalid-yaml" => "Correct the syntax at the place that is shown.";
    /// A text has more than 64 KiB. It is kept whole, and documentation that long is hardly read.
    LongText = Note "long-text" => "Shorten the text, or move it to a page of its own.";
    /// A keyword of the document has no effect on the generated crate.
    LostKeyword = Warning "lost-keyword" => "Remove the keyword, or report it if the crate should take it into account.";
    /// Pages describe the same part of the API in ways that exclude each other. The operations
    /// that contain or reach the part are left out.
    MergeConflict = Error "merge-conflict" => "Make the pages agree, or decide with a `[[merge]]` entry in `overrides.toml`; the help shows the lines to add.";
    /// A mapping has the merge key `<<`, which YAML 1.2 does not have. The entries of the mappings
    /// that it refers to are copied where the mapping has no entry of that name.
    MergeKey = Note "merge-key" => "Nothing needs to change; other readers of the page may not know the key.";
    /// An `anyOf` or `oneOf` that stands next to fields is read as one set of fields.
    /// Which of them belong together is not enforced.
    MergedAlternatives = Warning "merged-alternatives" => "Repeat the common fields in each alternative, so that the schema is a union.";
    /// The type of a property's `default` is not the type of the property. It is ignored.
    MismatchedDefault = Warning "mismatched-default" => "Correct the default.";
    /// A value of `enum` is not of the schema's type.
    MismatchedEnumValue = Warning "mismatched-enum-value" => "Correct the value or the type.";
    /// A value does not have the type that its explicit YAML tag states.
    MismatchedTag = Error "mismatched-tag" => "Remove the tag, or correct the value.";
    /// `required` is a boolean. On a property it is read as an entry of the enclosing object's
    /// list; on any other schema it has no effect.
    MisplacedRequired = Warning "misplaced-required" => "Use the `required` list of the object, or remove the keyword.";
    /// A response has no `description`, which OpenAPI requires. An empty one is used.
    MissingDescription = Warning "missing-description" => "Add a `description`.";
    /// `info` has no `title` or no `version`. A default is used.
    MissingInfo = Warning "missing-info" => "Add `title` and `version`.";
    /// An object lacks a keyword that OpenAPI requires.
    MissingKeyword = Error "missing-keyword" => "Add the keyword.";
    /// A document has no `paths`.
    MissingPaths = Error "missing-paths" => "Add the operation of the block below `paths`.";
    /// An operation declares no `responses`. The body of any response is ignored.
    MissingResponses = Warning "missing-responses" => "Declare at least one success response.";
    /// No page declares a server.
    MissingServer = Warning "missing-server" => "Add `servers` to a page, or give a base URL wherever a client is built.";
    /// A scalar of the document has another type than OpenAPI prescribes.
    /// It is converted where that is possible, and ignored otherwise.
    MistypedValue = Warning "mistyped-value" => "Write the value with the expected type.";
    /// A block contains several YAML documents.
    MultipleDocuments = Error "multiple-documents" => "Keep one document in each block.";
    /// The API uses mutual TLS, which is a property of the connection and not of the request.
    MutualTls = Warning "mutual-tls" => "Configure the client certificate on the HTTP transport.";
    /// No Rust name is left for an item: every candidate is taken by another item or is a
    /// reserved word.
    NameCollision = Error "name-collision" => "Rename one of the items on its page, or choose a name with a `[[name]]` entry.";
    /// A `[[name]]` entry asks for a name that another type has or that is not a type name.
    NameTaken = Error "name-taken" => "Choose another name in the entry.";
    /// A Rust name would be longer than the names of files or what people read. It is the leading
    /// words and a digest of the whole instead, which is the same as long as the whole is.
    NameTooLong = Warning "name-too-long" => "Nothing needs to change; a shorter name on the page, or another one in `overrides.toml`, reads better.";
    /// A tag or an `operationId` has words that the path of its operation does not have, in an API
    /// whose operations are grouped and named by path. It has no effect.
    NamedByPath = Note "named-by-path" => "Nothing needs to change; with `by = \"tag\"` in `[grouping]` in `overrides.toml`, operations are grouped by their tags.";
    /// No page describes an operation.
    NoOperations = Error "no-operations" => "Check that the folder is the one that contains the pages.";
    /// The name of a field has characters outside of ASCII. Its Rust name has their code points.
    NonAsciiName = Warning "non-ascii-name" => "Nothing needs to change if the API uses this name.";
    /// A block is not an OpenAPI document.
    NotOpenapi = Error "not-openapi" => "Begin the document with `openapi: 3.0.3`, or remove the operation from the info string.";
    /// A number has no representation in JSON.
    NumberOutOfRange = Error "number-out-of-range" => "Correct the number, or quote it if it is a string.";
    /// A sentence of a description says that exactly one of several fields is given, and the
    /// schema does not.
    OneOfInProse = Note "one-of-in-prose" => "Add the `[[one_of]]` entry that the help shows, so that the builder enforces it.";
    /// A parameter in the path is not marked as required. It is required nevertheless.
    OptionalPathParameter = Warning "optional-path-parameter" => "Add `required: true`.";
    /// Pages name the servers of another service than most. Their operations are sent there. It is
    /// an error where as many operations have a server of an unrelated host as have the client's.
    OtherServer = Warning "other-server" => "Accept the server with a `[[server]]` entry in `overrides.toml`, or decide with a `[[merge]]` entry which page names the servers of all operations.";
    /// An overlay says that it extends another document than the one that it is applied to.
    OverlayExtends = Warning "overlay-extends" => "Pass the overlay with the document that it extends, or correct `extends`.";
    /// An action of an overlay matches nothing in the document.
    OverlayTarget = Error "overlay-target" => "Correct the `target`, or delete the action if the document changed.";
    /// A page without a schema disagrees with the schema of its operation. The schema is used.
    PageContradictsSchema = Warning "page-contradicts-schema" => "Correct the page or the schema.";
    /// A part of a page describes something that is not generated, or too little of an operation.
    PageLeftOut = Note "page-left-out" => "Nothing needs to change, unless it should be generated: then describe it in an OpenAPI block.";
    /// The type of a parameter is not declared by exactly one of `schema` and `content`.
    ParameterSchema = Warning "parameter-schema" => "Declare the type in the parameter's `schema`.";
    /// A path has a fragment, which is never sent. It distinguishes operations of one path.
    PathWithFragment = Warning "path-with-fragment" => "Nothing needs to change if the fragment only distinguishes operations.";
    /// A path has a query. Its constant pairs are sent with every call.
    PathWithQuery = Warning "path-with-query" => "Declare the pairs as parameters of the query.";
    /// Pages describe the same part of the API in ways that exclude each other, and `--prefer`
    /// decides which of them is used.
    PreferredPage = Warning "preferred-page" => "Decide with a `[[merge]]` entry in `overrides.toml`; the help shows the lines to add.";
    /// An `allOf` makes a component a part of itself, which no value can satisfy in finitely many
    /// steps.
    RecursiveAllOf = Warning "recursive-all-of" => "Refer to the component from a property or from the items of a list, or remove the reference.";
    /// An entry in `overrides.toml` decides what the pages say by themselves.
    RedundantOverride = Note "redundant-override" => "Delete the entry.";
    /// References lead back to themselves without reaching a schema.
    RefCycle = Error "ref-cycle" => "Replace one of the references by the schema itself.";
    /// Keywords stand next to a `$ref` whose kind does not allow any. They are ignored.
    RefSiblings = Warning "ref-siblings" => "Move the keywords into the component, or wrap the reference in `allOf`.";
    /// A server's URL has no host.
    RelativeServer = Warning "relative-server" => "Write the whole URL, or give a base URL wherever a client is built.";
    /// A `$ref` points at a URL, or at a file outside of the folder of the document.
    RemoteRef = Error "remote-ref" => "Save the file in the folder of the document and refer to it by its relative path, or pass a larger folder as `--ref-root`.";
    /// Required fields form a cycle, so that no finite value exists. They are read as optional.
    RequiredCycle = Warning "required-cycle" => "Remove one of the fields from `required`.";
    /// A header is declared as a parameter that only the client may set. It is left out.
    ReservedHeader = Warning "reserved-header" => "Remove the parameter; declare credentials in `components/securitySchemes`.";
    /// An integer does not fit 64 bits and is read as a floating-point number.
    RoundedNumber = Warning "rounded-number" => "Use a smaller number, or quote it if it is a string.";
    /// A sample on a page does not match the schema of its operation.
    SampleContradictsSchema = Warning "sample-contradicts-schema" => "Correct the sample or the schema.";
    /// The sample of a request has another length than its `Content-Length` states, so that it
    /// may be incomplete.
    SampleLength = Warning "sample-length" => "Show the whole body, or correct the header.";
    /// An operation cannot be generated and is left out of the crate.
    SkippedOperation = Warning "skipped-operation" => "Describe the operation in a supported way; an overlay can do so without an edit of the document.";
    /// An entry in `overrides.toml` matches nothing on the pages.
    StaleOverride = Error "stale-override" => "Correct the entry, delete it if the pages changed, or mark it with `if_present = true`.";
    /// A part of a Swagger 2.0 document has no equivalent in OpenAPI 3.0. A list is a string then.
    Swagger2 = Error "swagger-2" => "Describe the part in a way that OpenAPI 3.0 can express.";
    /// A document nests too deeply, or its references expand to too many nodes.
    TooDeep = Error "too-deep" => "Move nested schemas into components.";
    /// A document has more nodes than are read, its `allOf`s copy more fields than are generated,
    /// or the crate would be larger than is written.
    TooLarge = Error "too-large" => "Split the document, or remove what is not needed; an overlay can do so without an edit of the document.";
    /// Operations have the parameter `Authorization`, and the document has no security scheme. The
    /// parameter is left out, so that such operations are called without a credential.
    UndeclaredCredential = Warning "undeclared-credential" => "Declare a security scheme; an overlay can do so without an edit of the document.";
    /// A field is required and not declared. It is kept in responses, and requests cannot set it.
    UndeclaredField = Warning "undeclared-field" => "Declare the field in `properties`, or remove it from `required`.";
    /// Operations seem to return lists in pages, and nothing declares it. They return one page.
    UndeclaredPagination = Note "undeclared-pagination" => "Add the `[[pagination]]` entry that the help shows, if it is right.";
    /// A path has a parameter that the operation does not declare. It is taken as a string; on
    /// a page, which is about that operation alone, it is an error.
    UndeclaredPathParameter = Warning "undeclared-path-parameter" => "Declare the parameter with `in: path`.";
    /// A security requirement names a scheme that the document does not define.
    UndefinedSecurityScheme = Error "undefined-security-scheme" => "Define the scheme in `components/securitySchemes`.";
    /// Pages list different fields or branches of a schema, as pages do that show only what their
    /// operation needs. All of them are used, and none that a page does not list is required.
    UnitedSchema = Warning "united-schema" => "Nothing needs to change if the pages show parts of the schema. Where one of them is out of date, decide with a `[[merge]]` entry in `overrides.toml`.";
    /// A page describes an operation in a format that is not read, or a file is in such a format.
    UnknownDialect = Warning "unknown-dialect" => "Put the OpenAPI document of the API next to the pages, or an OpenAPI block on the page.";
    /// The document has a keyword that OpenAPI does not define. It is ignored.
    UnknownKeyword = Warning "unknown-keyword" => "Correct the spelling, or begin the name of an extension with `x-`.";
    /// A value has an explicit YAML tag that is not one of YAML's own.
    UnknownTag = Error "unknown-tag" => "Remove the tag.";
    /// The `type` of a schema is not one of JSON's. Any value is accepted.
    UnknownType = Warning "unknown-type" => "Use `string`, `number`, `integer`, `boolean`, `array` or `object`.";
    /// A fenced block looks like an OpenAPI document and its info string names no operation.
    /// It is not read.
    UnlabelledDocument = Warning "unlabelled-document" => "Write the method and the path after the language: `yaml /openapi.json post /devices/list`.";
    /// A sample on a page cannot be parsed. It is checked against nothing, and no types come from
    /// it where the page has no schema.
    UnreadableSample = Warning "unreadable-sample" => "Correct the sample.";
    /// A variable of a server's URL has no default, or one that only stands for a value, such as
    /// `your-account`. Clients are not built before it is set.
    UnsetServerVariable = Warning "unset-server-variable" => "Nothing needs to change; declare the variable with a default if there is one.";
    /// The document describes something that generated code does not express.
    UnsupportedFeature = Warning "unsupported-feature" => "Nothing needs to change; the message says what the crate does instead.";
    /// A keyword restricts values in a way that neither types nor documentation express.
    /// It is ignored.
    UnsupportedKeyword = Warning "unsupported-keyword" => "Nothing needs to change; the keyword is not enforced.";
    /// A pattern is not a regular expression of ECMAScript with the flag `u`, is too long, or asks
    /// for too many repetitions. The documentation states it, and `validate` does not check it.
    UnsupportedPattern = Warning "unsupported-pattern" => "Write the pattern as JSON Schema requires it: outside of brackets, only letters with a meaning and the characters `^$\\.*+?()[]{}|/` follow a backslash.";
    /// A security scheme is of a kind that clients do not support yet.
    UnsupportedSecurityScheme = Warning "unsupported-security-scheme" => "Use an API key, basic or bearer authentication, OAuth 2 or OpenID Connect, or set the header on the transport.";
    /// A document is written in a version of OpenAPI that is not supported.
    UnsupportedVersion = Error "unsupported-version" => "Write the document in OpenAPI 3.0, 3.1 or 3.2, or in Swagger 2.0.";
    /// A fence is not closed before the end of the page.
    UnterminatedFence = Error "unterminated-fence" => "Close the fence with a line of at least as many backticks.";
    /// The payload of a webhook or of a callback is not JSON, or has no schema.
    UntypedPayload = Warning "untyped-payload" => "Describe it as `application/json` with a schema; else read it without a type.";
    /// A body has fields or items, but its media type is one whose bodies are text or bytes here.
    UnusedBodySchema = Warning "unused-body-schema" => "If the body is JSON, describe it as `application/json`; else nothing needs to change.";
    /// A parameter in the path has no place in the path's template. It is left out.
    UnusedPathParameter = Warning "unused-path-parameter" => "Add the parameter to the path in braces, or remove it.";
    /// An OpenAPI block of a page has no method and path in its info string. Every operation of its
    /// document is generated.
    WholeDocument = Note "whole-document" => "Nothing needs to change; with the method and the path after the language, as in `yaml /openapi.json post /devices/list`, they are compared with the document.";
    /// A part of the document has another structure than OpenAPI prescribes there.
    WrongType = Error "wrong-type" => "Write a mapping or a list where the message asks for one.";
}
