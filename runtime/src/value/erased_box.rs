//! A box whose auto traits do not depend on what it contains.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    panic::{RefUnwindSafe, UnwindSafe},
};

use super::wire::{ValueMut, ValueRef, Wire, WireStructure};

/// A box that is [`Send`] and [`Sync`] whatever it contains, because only what is can be put in.
///
/// To find out whether a value can be sent to another thread, the compiler follows the types of
/// all fields, and reports an overflow (E0275) where a chain of types is longer than the
/// `recursion_limit` of the crate that asks. Fields of types that contain each other in long chains
/// are in this box instead of a [`Box`]: the compiler looks at its contents where it is made, and
/// nowhere else.
///
/// It dereferences to its contents.
///
/// ```
/// # use seamstress_runtime::ErasedBox;
/// let mut name = ErasedBox::new("door".to_owned());
/// name.push('s');
/// assert_eq!(name.len(), 5);
/// assert_eq!(name.into_inner(), "doors");
/// ```
pub struct ErasedBox<T>(Box<dyn Contents<T>>);

/// Access to a `T`, of which the type of the implementation says nothing.
trait Contents<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self: Box<Self>) -> T;
}

/// The one implementation of [`Contents`].
struct Holder<T>(T);

impl<T: Send + Sync> Contents<T> for Holder<T> {
    fn get(&self) -> &T {
        &self.0
    }

    fn get_mut(&mut self) -> &mut T {
        &mut self.0
    }

    fn into_inner(self: Box<Self>) -> T {
        self.0
    }
}

impl<T: Send + Sync + 'static> ErasedBox<T> {
    /// Puts `value` in a box.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Box::new(Holder(value)))
    }
}

impl<T> ErasedBox<T> {
    /// Takes the contents out of the box.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

// A value that a panic interrupted is not broken by it: all fields of models are independent.
impl<T> UnwindSafe for ErasedBox<T> {}
impl<T> RefUnwindSafe for ErasedBox<T> {}

impl<T> Deref for ErasedBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T> DerefMut for ErasedBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T: Send + Sync + 'static> From<T> for ErasedBox<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for ErasedBox<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: Default + Send + Sync + 'static> Default for ErasedBox<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq> PartialEq for ErasedBox<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for ErasedBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

impl<T: Wire> Wire for ErasedBox<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        T::to_ref(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        T::to_mut(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        T::structure(self)
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, marker::PhantomData};

    use super::*;

    /// A type that is in no thread but its own.
    struct Local(PhantomData<Cell<()>>);

    #[test]
    fn auto_traits_do_not_depend_on_the_contents() {
        fn has_all<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}
        has_all::<ErasedBox<Local>>();
        // `ErasedBox::new(Local(PhantomData))` does not compile.
        let _ = Local(PhantomData);
    }

    #[test]
    fn it_has_the_json_of_its_contents() {
        let value = crate::value::decode::decode::<ErasedBox<String>>(b"\"door\"").unwrap();
        assert_eq!(value, ErasedBox::new("door".to_owned()));
        assert_eq!(crate::value::encode::encode(&value).unwrap(), b"\"door\"");
        assert_eq!(format!("{value:?}"), "\"door\"");
    }
}
