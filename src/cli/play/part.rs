//! Whose part `--as` means: a role's name in files or for people, in any case, or the beginning of one.

use crate::scenario::{Role, Scenario};

/// What the one who may move everything is called.
const OBSERVER: &str = "observer";

/// The role that a name means; none for the observer.
///
/// # Errors
/// If no part is called so, or several begin so: with all of them, the nearest first.
pub fn named(scenario: &Scenario, name: &str) -> Result<Option<String>, String> {
    let wanted = plain(name);
    let observer = std::iter::once((None, vec![OBSERVER.to_owned()]));
    let parts: Vec<(Option<&Role>, Vec<String>)> =
        observer.chain(scenario.roles.iter().map(|role| (Some(role), names(role)))).collect();
    let exact = parts.iter().find(|(_, names)| names.contains(&wanted));
    let begins = |name: &String| name.starts_with(&wanted) && !wanted.is_empty();
    let beginning: Vec<_> = parts.iter().filter(|(_, names)| names.iter().any(begins)).collect();
    match (exact, beginning.as_slice()) {
        (Some((role, _)), _) | (None, [(role, _)]) => Ok(role.map(|role| role.id.clone())),
        (None, several) => Err(mistake(scenario, name, !several.is_empty())),
    }
}

/// A name without what does not tell names apart: case, and how its words are joined.
fn plain(name: &str) -> String {
    let words =
        name.split(|c: char| c.is_whitespace() || c == '_' || c == '-').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// By what a role may be called; an article before its title may be left out.
fn names(role: &Role) -> Vec<String> {
    let title = plain(&role.title);
    let bare = title.strip_prefix("the ").map(str::to_owned);
    [plain(&role.id), title].into_iter().chain(bare).collect()
}

fn mistake(scenario: &Scenario, name: &str, several: bool) -> String {
    let wanted = plain(name);
    let likeness = |names: &[String]| {
        let alike = |known: &String| {
            let begins = !wanted.is_empty() && known.starts_with(&wanted);
            strsim::normalized_damerau_levenshtein(&wanted, known) + if begins { 1.0 } else { 0.0 }
        };
        names.iter().map(alike).fold(0.0, f64::max)
    };
    let observer = (OBSERVER, "moves everything, without a goal", likeness(&[OBSERVER.to_owned()]));
    let of = |role: &'_ Role| likeness(&names(role));
    let mut parts: Vec<(&str, &str, f64)> =
        scenario.roles.iter().map(|role| (role.id.as_str(), role.title.as_str(), of(role))).collect();
    parts.push(observer);
    parts.sort_by(|a, b| b.2.total_cmp(&a.2));
    let width = parts.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
    let rows: String = parts.iter().map(|(id, title, _)| format!("\n  {id:<width$}  {title}")).collect();
    let what = match several {
        true => format!("`{name}` may mean several parts of the scenario `{}`", scenario.name),
        false => format!("the scenario `{}` has no role `{name}`", scenario.name),
    };
    format!("{what}; --as takes one of these, by either name or by its beginning:{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Scenario {
        Scenario::built_in("two-worlds").unwrap()
    }

    fn found(name: &str) -> Option<String> {
        named(&scenario(), name).unwrap()
    }

    #[test]
    fn a_part_is_found_by_either_name_and_by_its_beginning_in_any_case() {
        let roles = scenario().roles;
        for role in &roles {
            for name in
                [role.id.clone(), role.id.to_uppercase(), role.title.clone(), role.title.to_lowercase()]
            {
                assert_eq!(found(&name).as_ref(), Some(&role.id), "{name}");
            }
        }
        assert_eq!(found("us gov").as_deref(), Some("us_government"));
        assert_eq!([found("observer"), found("OBS")], [None, None]);
    }

    #[test]
    fn a_mistake_lists_all_parts_the_nearest_first() {
        let told = named(&scenario(), "us_goverment").unwrap_err();
        let rows: Vec<&str> = told.lines().skip(1).map(str::trim).collect();
        assert!(rows[0].starts_with("us_government "), "{told}");
        assert_eq!(rows.len(), scenario().roles.len() + 1);
        assert!(scenario().roles.iter().all(|role| told.contains(&role.title)), "{told}");
        assert!(told.contains("has no role `us_goverment`"));
        assert!(named(&scenario(), "").is_err());
    }

    #[test]
    fn a_beginning_of_several_is_not_guessed() {
        let mut scenario = scenario();
        let twin = Role { id: "us_governor".into(), title: "A governor".into(), ..scenario.roles[0].clone() };
        scenario.roles.push(twin);
        let told = named(&scenario, "us_gov").unwrap_err();
        assert!(told.starts_with("`us_gov` may mean several"), "{told}");
        let first: Vec<&str> = told.lines().skip(1).take(2).collect();
        assert!(first.iter().all(|row| row.trim().starts_with("us_govern")), "{told}");
    }
}
