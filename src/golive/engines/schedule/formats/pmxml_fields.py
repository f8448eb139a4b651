"""Which element of Primavera P6's XML is which column of its tables, and how are its codes said?"""

from __future__ import annotations

Names = dict[str, str]

RECORDS: dict[str, tuple[str, Names]] = {
    "Project": (
        "PROJECT",
        {
            "ObjectId": "proj_id",
            "Id": "proj_short_name",
            "ActivityDefaultCalendarObjectId": "clndr_id",
            "PlannedStartDate": "plan_start_date",
            "MustFinishByDate": "plan_end_date",
            "DataDate": "last_recalc_date",
            "CriticalActivityFloatLimit": "critical_drtn_hr_cnt",
            "CriticalActivityPathType": "critical_path_type",
        },
    ),
    "Calendar": (
        "CALENDAR",
        {
            "ObjectId": "clndr_id",
            "Name": "clndr_name",
            "ProjectObjectId": "proj_id",
            "BaseCalendarObjectId": "base_clndr_id",
            "HoursPerDay": "day_hr_cnt",
            "HoursPerWeek": "week_hr_cnt",
            "HoursPerMonth": "month_hr_cnt",
        },
    ),
    "ScheduleOptions": (
        "SCHEDOPTIONS",
        {
            "ProjectObjectId": "proj_id",
            "MakeOpenEndedActivitiesCritical": "sched_open_critical_flag",
            "ComputeTotalFloatType": "sched_float_type",
            "RelationshipLagCalendar": "sched_calendar_on_relationship_lag",
            "OutOfSequenceScheduleType": "out_of_sequence",
        },
    ),
    "WBS": (
        "PROJWBS",
        {
            "ObjectId": "wbs_id",
            "ProjectObjectId": "proj_id",
            "ParentObjectId": "parent_wbs_id",
            "SequenceNumber": "seq_num",
            "Code": "wbs_short_name",
            "Name": "wbs_name",
        },
    ),
    "Resource": (
        "RSRC",
        {
            "ObjectId": "rsrc_id",
            "Name": "rsrc_name",
            "Id": "rsrc_short_name",
            "CalendarObjectId": "clndr_id",
            "ResourceType": "rsrc_type",
        },
    ),
    "Activity": (
        "TASK",
        {
            "ObjectId": "task_id",
            "ProjectObjectId": "proj_id",
            "WBSObjectId": "wbs_id",
            "CalendarObjectId": "clndr_id",
            "Id": "task_code",
            "Name": "task_name",
            "Type": "task_type",
            "DurationType": "duration_type",
            "Status": "status_code",
            "PercentCompleteType": "complete_pct_type",
            "PhysicalPercentComplete": "phys_complete_pct",
            "PlannedDuration": "target_drtn_hr_cnt",
            "RemainingDuration": "remain_drtn_hr_cnt",
            "ActualStartDate": "act_start_date",
            "ActualFinishDate": "act_end_date",
            "ResumeDate": "resume_date",
            "ExpectedFinishDate": "expect_end_date",
            "PrimaryConstraintType": "cstr_type",
            "PrimaryConstraintDate": "cstr_date",
            "SecondaryConstraintType": "cstr_type2",
            "SecondaryConstraintDate": "cstr_date2",
            "EarlyStartDate": "early_start_date",
            "EarlyFinishDate": "early_end_date",
            "LateStartDate": "late_start_date",
            "LateFinishDate": "late_end_date",
            "RemainingEarlyStartDate": "early_start_date",
            "RemainingEarlyFinishDate": "early_end_date",
            "RemainingLateStartDate": "late_start_date",
            "RemainingLateFinishDate": "late_end_date",
            "PlannedStartDate": "target_start_date",
            "PlannedFinishDate": "target_end_date",
            "TotalFloat": "total_float_hr_cnt",
            "FreeFloat": "free_float_hr_cnt",
        },
    ),
    "Relationship": (
        "TASKPRED",
        {
            "ObjectId": "task_pred_id",
            "PredecessorActivityObjectId": "pred_task_id",
            "SuccessorActivityObjectId": "task_id",
            "PredecessorProjectObjectId": "pred_proj_id",
            "SuccessorProjectObjectId": "proj_id",
            "Type": "pred_type",
            "Lag": "lag_hr_cnt",
        },
    ),
    "ResourceAssignment": (
        "TASKRSRC",
        {
            "ObjectId": "taskrsrc_id",
            "ProjectObjectId": "proj_id",
            "ActivityObjectId": "task_id",
            "ResourceObjectId": "rsrc_id",
            "PlannedUnits": "target_qty",
            "RemainingUnits": "remain_qty",
            "PlannedUnitsPerTime": "target_qty_per_hr",
        },
    ),
}

_CONSTRAINTS = {
    "CS_MSO": "Start On",
    "CS_MSOA": "Start On or After",
    "CS_MSOB": "Start On or Before",
    "CS_MEO": "Finish On",
    "CS_MEOA": "Finish On or After",
    "CS_MEOB": "Finish On or Before",
    "CS_MANDSTART": "Mandatory Start",
    "CS_MANDFIN": "Mandatory Finish",
    "CS_ALAP": "As Late As Possible",
}
CODES: dict[str, Names] = {
    "task_type": {
        "TT_Task": "Task Dependent",
        "TT_Rsrc": "Resource Dependent",
        "TT_LOE": "Level of Effort",
        "TT_Mile": "Start Milestone",
        "TT_FinMile": "Finish Milestone",
        "TT_WBS": "WBS Summary",
    },
    "status_code": {"TK_NotStart": "Not Started", "TK_Active": "In Progress", "TK_Complete": "Completed"},
    "duration_type": {"DT_FixedDrtn": "Fixed Duration and Units/Time", "DT_FixedDUR2": "Fixed Duration and Units"},
    "complete_pct_type": {"CP_Drtn": "Duration", "CP_Units": "Units", "CP_Phys": "Physical"},
    "pred_type": {
        "PR_FS": "Finish to Start",
        "PR_SS": "Start to Start",
        "PR_FF": "Finish to Finish",
        "PR_SF": "Start to Finish",
    },
    "rsrc_type": {"RT_Labor": "Labor", "RT_Equip": "Nonlabor", "RT_Mat": "Material"},
    "critical_path_type": {"CT_TotFloat": "Critical Float", "CT_DrivPath": "Longest Path"},
    "sched_float_type": {
        "FT_SS": "Start Float = Late Start - Early Start",
        "FT_FF": "Finish Float = Late Finish - Early Finish",
        "FT_Min": "Smallest of Start Float and Finish Float",
    },
    "sched_calendar_on_relationship_lag": {
        "rcal_Predecessor": "Predecessor Activity Calendar",
        "rcal_Successor": "Successor Activity Calendar",
        "rcal_ProjDefault": "Project Default Calendar",
        "rcal_24Hour": "24 Hour Calendar",
    },
    "sched_open_critical_flag": {"Y": "1", "N": "0"},
    "cstr_type": _CONSTRAINTS,
    "cstr_type2": _CONSTRAINTS,
}
OTHERWISE_SAID = {
    "sched_float_type": {"Start Float": "FT_SS", "Finish Float": "FT_FF"},
    "sched_open_critical_flag": {"true": "Y", "false": "N"},
}
"""Other words for the same that other versions write."""

SHARES = ("phys_complete_pct",)
"""Per cent in the tables, a share of 1 in XML."""
DATES = ("_date", "_date2")
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
