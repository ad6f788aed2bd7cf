// Names the variant.

use house::doors::GetOutput;

pub fn is_refused(output: &GetOutput) -> bool {
    matches!(output, GetOutput::NonAuthoritative(_))
}
