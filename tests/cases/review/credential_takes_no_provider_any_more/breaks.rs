// Gives what provides tokens.

use house::{
    Error, House,
    runtime::{Token, TokenSource},
};

pub fn client() -> Result<House, Error> {
    let tokens = TokenSource::from_fn(|| async { Ok(Token::new("t")) });
    House::builder().key(tokens).build()
}
