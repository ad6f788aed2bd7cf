// Sends the branch.

use house::models::{DoorsUpdateRule, DoorsUpdateRuleBadge};

pub fn rule() -> DoorsUpdateRule {
    DoorsUpdateRule::Badge(DoorsUpdateRuleBadge::new("blue"))
}
