//! Names of files that authors put beside their text.

/// How the names of images end.
const ENDINGS: [&str; 3] = [".png", ".jpg", ".jpeg"];

/// Whether a file is an image by its name.
pub fn is_image(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// A file's name without spaces.
pub fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("-")
}
