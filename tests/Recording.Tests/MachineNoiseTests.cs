using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class MachineNoiseTests
{
    [Theory]
    [InlineData("cpu  10 0 5 80 1 0 0 4 2 0\ncpu0 1\n", 4, 100)]
    [InlineData("cpu  10 0 5 80 1 0 0 4\n", 4, 100)]
    [InlineData("cpu  10 0 5 80 1 0 0 4", -1, -1)]
    [InlineData("cpu  10 0 5 80 1 0 0\n", -1, -1)]
    [InlineData("cpu0 10 0 5 80 1 0 0 4\n", -1, -1)]
    [InlineData("cpu  10 0 5 80 1 0 0 9223372036854775807\n", -1, -1)]
    [InlineData("", -1, -1)]
    public void Stolen_time_is_the_eighth_number_of_a_line_that_is_whole(string text, long steal, long all) => MachineNoise.ParseCpu(text).ShouldBe((steal, all));

    [Theory]
    [InlineData("some avg10=0.00 avg60=0.00 avg300=0.00 total=123\nfull avg10=0.00 total=7\n", 123)]
    [InlineData("some avg10=0.00 avg60=0.00 avg300=0.00 total=123", -1)]
    [InlineData("full avg10=0.00 total=7\n", -1)]
    [InlineData("some total=-1\n", -1)]
    [InlineData("some total=99999999999999999999\n", -1)]
    public void Pressure_is_the_total_of_a_line_that_is_whole(string text, long total) => MachineNoise.ParsePressure(text).ShouldBe(total);

    [Fact]
    public void What_was_known_at_one_end_only_or_went_back_has_no_share()
    {
        Shares(new MachineNoise(10, 100, 500, 600), new MachineNoise(30, 200, 1500, 600)).ShouldBe((0.2, 0.001, 0.0));
        Shares(new MachineNoise(10, 100, 500, 600), new MachineNoise(-1, -1, -1, -1)).ShouldBe((double.NaN, double.NaN, double.NaN));
        Shares(new MachineNoise(-1, -1, -1, -1), new MachineNoise(10, 100, 500, 600)).ShouldBe((double.NaN, double.NaN, double.NaN));
        Shares(new MachineNoise(30, 100, 500, 600), new MachineNoise(10, 200, 400, 700)).ShouldBe((double.NaN, double.NaN, 0.0001));
    }

    private static (double Steal, double Cpu, double Io) Shares(MachineNoise before, MachineNoise after)
    {
        var recording = new Recording();
        after.Write(recording, before, wallNs: 1_000_000_000);
        return (recording.StealShare, recording.CpuPressure, recording.IoPressure);
    }
}
