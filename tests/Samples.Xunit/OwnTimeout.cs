namespace Samples;

public class OwnTimeout
{
    [ProfileProcess("sleep", "30", Timeout = 300)]
    public void Of_xUnit_is_obeyed()
    {
    }
}
