//! Whether it pays to look for replies before a loop sleeps, as it has lately turned out: where more
//! than one look in six is in vain, the loop looks ever less.

/// For how many sleeps the loop does not look, at most.
const LONGEST_REST: u32 = 255;

#[derive(Default)]
pub struct Habit {
    /// How many sleeps follow a look without another one.
    rest: u32,
    /// How many of them are left.
    left: u32,
}

impl Habit {
    /// Whether to look before this sleep.
    pub fn looks(&mut self) -> bool {
        let rests = self.left > 0;
        self.left = self.left.saturating_sub(1);
        !rests
    }

    pub fn found(&mut self) {
        self.rest -= self.rest.div_ceil(8);
        self.left = self.rest;
    }

    pub fn missed(&mut self) {
        self.rest = (self.rest * 2 + 1).min(LONGEST_REST);
        self.left = self.rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of so many sleeps a look came before, where `hit` says what the n-th look finds.
    fn looks(habit: &mut Habit, sleeps: usize, hit: impl Fn(usize) -> bool) -> usize {
        let mut looks = 0;
        for _ in 0..sleeps {
            if habit.looks() {
                if hit(looks) {
                    habit.found()
                } else {
                    habit.missed()
                }
                looks += 1;
            }
        }
        looks
    }

    #[test]
    fn a_server_that_is_near_is_looked_for_before_each_sleep() {
        assert_eq!(looks(&mut Habit::default(), 1_000, |_| true), 1_000);
    }

    #[test]
    fn a_look_in_vain_now_and_then_changes_little() {
        assert!(looks(&mut Habit::default(), 10_000, |n| n % 10 != 0) > 5_000);
    }

    #[test]
    fn a_server_that_is_far_is_hardly_looked_for() {
        let looks = looks(&mut Habit::default(), 100_000, |_| false);
        assert!(looks < 500, "{looks} looks");
    }

    #[test]
    fn one_that_comes_nearer_is_looked_for_again() {
        let mut habit = Habit::default();
        looks(&mut habit, 100_000, |_| false);
        looks(&mut habit, 4_000, |_| true);
        assert_eq!(looks(&mut habit, 1_000, |_| true), 1_000);
    }
}
