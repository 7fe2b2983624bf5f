using RunScope.Testing;

namespace Samples;

public class LongTests
{
    [ProfileProcess("sleep", "2", Runs = 3, WarmupRuns = 1)]
    public void Tell_how_far_they_are()
    {
    }

    [ProfileProcess("sh", "-c", @"printf 'red \033[31m nul \000 bell \007 <&>""]]> \377\n' >&2; exit 3", ReportName = "odd")]
    public void Tell_odd_output()
    {
    }

    [ProfileProcess("true", ReportName = "odd")]
    public void Choose_the_report_name_of_another(ProcessProfile profile) => ArgumentNullException.ThrowIfNull(profile);
}
