using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: AlgoTrendy.Tests.Patience]

namespace AlgoTrendy.Tests;

/// <summary>A test that waits for ever fails by its name and lets the others go on. This measures no speed: the slowest take a fraction of it. What is marked slow may take hours.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class PatienceAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan UntilCancelled = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UntilKilled = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Timer> _running = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (test.Traits.TryGetValue("Speed", out var speeds) && speeds.Contains("slow")) return;
        var (context, isCancelled) = (TestContext.Current, false);
        _running[test.UniqueID] = new(_ =>
        {
            // What does not look at its token, perhaps in a loop without end, is beyond help.
            if (isCancelled) Environment.FailFast($"{test.TestDisplayName} does not end.");
            isCancelled = true;
            Console.Error.WriteLine($"{test.TestDisplayName} has run for {UntilCancelled.TotalMinutes} minutes and is cancelled.");
            context.CancelCurrentTest();
        }, null, UntilCancelled, UntilKilled);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer)) timer.Dispose();
    }
}
