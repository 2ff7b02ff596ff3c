use gongjian_site::founding::store;

use super::case::Case;

#[tokio::test]
async fn a_branch_is_counted_by_side_and_stage_on_a_day() {
    let case = Case::new().await;
    let site = &case.site;
    let branch =
        site.organisation("020100009", "老联合支部").joint_branch().below(case.college).create().await;
    let school = site.side(branch, "school", "校", &[case.college_unit]).await;
    site.side(branch, "enterprise", "企", &case.firms).await;
    site.person("甲").on_side(branch, school).create().await;
    site.person("乙").on_side(branch, school).at_stage("activist").create().await;
    site.person("丙").member_of(branch).at_stage("probationary").create().await;

    let tx = site.site.db.read();
    let counted = store::composition(&tx, branch, site.site.clock.today()).await.unwrap();
    let (side, counts) = &counted.sides[0];
    assert_eq!((side.seal.to_string().as_str(), counts.full, counts.activist), ("校", 1, 1));
    assert_eq!(counted.sides[1].1, store::FoundingStageCounts::default());
    assert_eq!(counted.none.probationary, 1);
    assert!(store::sides(&tx, case.teachers_branch).await.unwrap().is_empty());
    case.site.close().await;
}
