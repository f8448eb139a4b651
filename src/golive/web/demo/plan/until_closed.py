"""Who is trained, how is it cut over, and when is it over?"""

from __future__ import annotations

from datetime import date

from golive.web.demo.plan.rows import Row, milestone, phase, task
from golive.web.demo.plan.until_design import GOV, TRN

# fmt: off

CUT, SUP = "Cutover", "Hypercare"

TRAINING: tuple[Row, ...] = (
    phase("p_train", "Training and change"),
    task("tr_needs", "Training needs by role", 10, "impact_groups design_approved", "training", workstream=TRN),
    task("tr_champions", "27 champions named and released", 8, "tr_needs", "training client_people", workstream=TRN,
         planned=6),
    task("tr_curriculum", "Curriculum and class calendar", 14, "tr_needs", "training", workstream=TRN),
    task("ch_messages", "What's in it for me: messages per role", 10, "comms_plan tr_needs", "training sales_vp",
         workstream=TRN),
    task("ch_pulse1", "Pulse survey 1", 3, "ch_messages+10", "training", workstream=TRN,
         note="Barrier in Denver: Desire. In the other offices: Knowledge."),
    task("ch_townhall", "Town halls in the four offices", 4, "ch_pulse1", "sponsor training denver", workstream=TRN),
    task("tr_guides", "Role guides and quick-reference cards", 28, "tr_curriculum demo_2", "training contributor",
         workstream=TRN, low=25, high=34),
    task("tr_elearn", "Self-paced lessons recorded", 16, "tr_guides:SS+10", "training", workstream=TRN, low=14,
         high=20),
    task("tr_env", "Training environment with sample data", 3, "tr_guides:FF sit_1_fix", "vendor", workstream=TRN,
         low=2, high=5),
    task("tr_champ_class", "Champion training", 6, "tr_env tr_champions tr_guides tr_elearn", "training",
         workstream=TRN,
         not_before=date(2026, 4, 13), planned_not_before=date(2026, 3, 30), low=5, high=8,
         note="Before UAT, so that the champions test what they will teach."),
    task("ch_pulse2", "Pulse survey 2", 3, "tr_champ_class", "training", workstream=TRN),
    task("tr_boston", "End-user classes: Boston (120)", 5, "tr_champ_class uat_env", "training", workstream=TRN,
         low=5, high=7),
    task("tr_atlanta", "End-user classes: Atlanta (90)", 4, "tr_boston:SS+1", "training", workstream=TRN, low=4,
         high=6),
    task("tr_denver", "End-user classes: Denver (70)", 4, "tr_atlanta:SS+2", "training denver", workstream=TRN,
         low=4, high=7),
    task("tr_seattle", "End-user classes: Seattle (60)", 3, "tr_denver:SS+1", "training", workstream=TRN, low=3,
         high=5),
    task("tr_scores", "Simulation scores and second sittings", 3, "tr_boston tr_atlanta tr_denver tr_seattle",
         "training",
         workstream=TRN, low=2, high=5),
    milestone("trained", "340 users trained and passed", "tr_scores", workstream=TRN, deadline=date(2026, 5, 15)),
)

CUTOVER: tuple[Row, ...] = (
    phase("p_cutover", "Cutover"),
    task("cu_runbook", "Cutover runbook written", 14, "tm1_recon", "cutover", workstream=CUT, began=date(2026, 3, 2),
         planned_not_before=date(2026, 2, 16), low=13, high=18,
         note="Begun two weeks late: Elias Novak joined in March."),
    task("cu_rollback", "Roll-back criteria and caller agreed", 3, "cu_runbook tm2_recon", "cutover cio",
         workstream=CUT),
    task("cu_bcp", "Continuity plan for the weekend", 4, "cu_runbook", "cutover coo", workstream=CUT,
         not_before=date(2026, 3, 30), planned_not_before=date(2026, 3, 23)),
    task("cu_tabletop", "Tabletop rehearsal", 1, "cu_rollback cu_bcp", "cutover data integration", workstream=CUT),
    task("cu_support", "Support rota and war room booked", 4, "cu_bcp", "cutover client_it", workstream=CUT,
         not_before=date(2026, 4, 20), planned_not_before=date(2026, 4, 6)),
    task("cu_rehearsal", "Dress rehearsal with one full roll-back", 3, "uat_signed tm3",
         "cutover data integration", workstream=CUT, low=3, high=4),
    task("cu_gonogo", "Go/no-go evidence and committee", 1, "cu_rehearsal data_signed trained cu_support",
         "manager sponsor", workstream=GOV, not_before=date(2026, 5, 11), planned_not_before=date(2026, 4, 27),
         note="The committee members keep Mon 11 and Tue 12 May free; not earlier."),
    milestone("ready", "Ready for go-live", "cu_gonogo", workstream=CUT, deadline=date(2026, 5, 12),
              note="The committee planned for the window of 23 May on 19 Feb."),
    task("cu_weekend", "Cutover weekend", 1, "ready", "cutover data integration vendor", workstream=CUT,
         calendar="windows", note="Only on the Saturdays outside Acme IT's change freeze."),
    milestone("live", "System live in all four offices", "cu_weekend", workstream=CUT, calendar="windows"),
)

HYPERCARE: tuple[Row, ...] = (
    phase("p_hypercare", "Hypercare and close"),
    task("h_1", "Hypercare week 1: daily triage", 5, "live", "cutover testing vendor", workstream=SUP),
    task("h_2", "Hypercare week 2", 5, "h_1", "cutover testing", workstream=SUP),
    task("h_3", "Hypercare weeks 3 and 4", 10, "h_2", "testing functional", workstream=SUP),
    task("h_kt", "Knowledge transfer to Acme's administrator", 12, "h_1:SS", "vendor functional", workstream=SUP),
    task("h_sop", "Operating procedures handed over", 8, "h_1", "contributor functional", workstream=SUP),
    task("h_lessons", "Lessons learned within two weeks", 1, "h_1", "manager", workstream=SUP),
    task("ch_pulse3", "Pulse survey 3", 3, "h_2", "training", workstream=TRN),
    milestone("h_exit", "Hypercare exit", "h_3 h_kt h_sop", workstream=SUP),
    task("h_30", "Adoption review, day 30", 2, "h_exit", "manager sales_vp", workstream=SUP),
    milestone("closed", "Implementation closed", "h_30 h_lessons", workstream=GOV),
)
