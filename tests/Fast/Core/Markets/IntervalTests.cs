using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

public class IntervalTests
{
    [Theory]
    [InlineData("1s"), InlineData("5m"), InlineData("1h"), InlineData("1d"), InlineData("10000m")]
    public void An_interval_is_read_back_as_it_was_written(string text) => Assert.Equal(text, Interval.Parse(text).ToString());

    [Theory]
    [InlineData(""), InlineData("m"), InlineData("0m"), InlineData("-1m"), InlineData("1 m"), InlineData("1M"), InlineData("1w"), InlineData("10001m"), InlineData("1.5h")]
    public void What_is_no_interval_is_refused(string text) => Assert.False(Interval.TryParse(text, out _));
}
