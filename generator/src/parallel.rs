//! Work on all cores.

use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// `work` of each input, in the order of the inputs, on as many threads as there are cores.
pub(crate) fn map<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(inputs.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(inputs.len()));
    let run = || {
        while let Some((at, input)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            inputs.get(at).map(|input| (at, input))
        } {
            let output = work(input);
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((at, output));
        }
    };
    // A panic of a thread goes on in this one.
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_in_the_order_of_the_inputs() {
        let inputs: Vec<u64> = (0..100).collect();
        let squares = map(&inputs, |input| {
            // The first ones end last.
            thread::sleep(std::time::Duration::from_micros(100 - input));
            input * input
        });
        assert_eq!(squares, inputs.iter().map(|it| it * it).collect::<Vec<_>>());
        assert_eq!(map(&[] as &[u64], |it| *it), [0_u64; 0]);
    }
}
