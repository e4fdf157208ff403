namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Waits for what must become true within a bound, and says what was in the way when it does not.</summary>
internal static class Eventually
{
    /// <summary>Long, because the machine that runs this may be busy; it is a limit, not a measure.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <param name="whyNot">Null when it holds.</param>
    public static async Task Holds(Func<Task<string?>> whyNot, TimeSpan? within = null)
    {
        var until = Environment.TickCount64 + (within ?? Usual).TotalMilliseconds;
        while (await whyNot() is { } reason)
        {
            if (Environment.TickCount64 > until) Assert.Fail($"Not within {(within ?? Usual).TotalSeconds} s: {reason}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
