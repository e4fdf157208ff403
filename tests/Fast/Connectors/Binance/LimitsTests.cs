using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Tests.Fast.Connectors.Binance;

public class LimitsTests
{
    private readonly Clock _clock = new();
    private readonly Limits _limits;

    public LimitsTests() => _limits = new(_clock);

    [Theory]
    [InlineData(4199, new[] { "Read", "Enter", "Protect", "Cancel" })]
    [InlineData(4200, new[] { "Enter", "Protect", "Cancel" })]
    [InlineData(4800, new[] { "Protect", "Cancel" })]
    [InlineData(5400, new[] { "Cancel" })]
    [InlineData(6000, new string[0])]
    public void The_shorter_the_budget_the_more_urgent_what_goes(int used, string[] pass)
    {
        Note(200, ("X-MBX-USED-WEIGHT-1M", $"{used}"));

        Assert.Equal(pass, Enum.GetValues<Urgency>().Where(urgency => _limits.Check(urgency) is null).Select(urgency => $"{urgency}"));
    }

    [Fact]
    public void A_new_minute_is_a_new_budget()
    {
        Note(200, ("x-mbx-used-weight-1m", "6000"));

        _clock.Forward(TimeSpan.FromSeconds(60));

        Assert.Null(_limits.Check(Urgency.Read));
    }

    [Theory]
    [InlineData(429, "7", 7, BrokerRefusals.RateLimited)]
    [InlineData(418, "90", 90, BrokerRefusals.Banned)]
    [InlineData(418, null, 120, BrokerRefusals.Banned)]
    public void Nothing_goes_before_the_time_that_the_venue_names(int status, string? retryAfter, int seconds, string code)
    {
        Note(status, ("Retry-After", retryAfter));

        var no = _limits.Check(Urgency.Cancel);
        _clock.Forward(TimeSpan.FromSeconds(seconds));

        Assert.Equal((code, TimeSpan.FromSeconds(seconds)), (no!.Value.Reason.Code, no.Value.RetryAfter));
        Assert.Null(_limits.Check(Urgency.Cancel));
    }

    [Fact]
    public void Too_many_orders_stop_orders_and_not_cancels()
    {
        Note(429, ("X-MBX-ORDER-COUNT-10S", "50"));

        Assert.NotNull(_limits.Check(Urgency.Enter));
        Assert.NotNull(_limits.Check(Urgency.Protect));
        Assert.Null(_limits.Check(Urgency.Cancel));
        Assert.Null(_limits.Check(Urgency.Read));
    }

    [Fact]
    public void The_venues_own_limits_replace_those_of_the_documentation()
    {
        _limits.Learn([new("REQUEST_WEIGHT", "MINUTE", 1, 1200)]);
        Note(200, ("X-MBX-USED-WEIGHT-1M", "1200"));

        Assert.NotNull(_limits.Check(Urgency.Cancel));
    }

    private void Note(int status, (string Name, string? Value) header) => _limits.Note(status, name => name == header.Name ? header.Value : null, [header.Name]);

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);

        public void Forward(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
