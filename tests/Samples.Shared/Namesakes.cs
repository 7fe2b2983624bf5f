namespace Samples
{
    // A class within a class, and a static one.
    public static class Outer
    {
        public class Inner
        {
            [ProfileProcess("true")]
            public void In_a_nested_class()
            {
            }
        }

        [ProfileProcess("true")]
        public static void In_a_static_class()
        {
        }
    }
}

namespace Samples.First
{
    public class Namesake
    {
        [ProfileProcess("true")]
        public void Runs()
        {
        }
    }
}

namespace Samples.Second
{
    public class Namesake
    {
        [ProfileProcess("true")]
        public void Runs()
        {
        }
    }
}
