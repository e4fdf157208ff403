using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>A setting that cannot be ends the start with a sentence that names it, what it is, and what it may be.</summary>
public class SettingTests
{
    [Theory]
    [InlineData("Portfolio:CheckSeconds", "0", "give seconds"), InlineData("Portfolio:CheckSeconds", "abc", "give seconds"), InlineData("Portfolio:CheckSeconds", "0.0000001", "give seconds")]
    public async Task The_books_do_not_start_with_it(string name, string value, string allowed)
    {
        var refused = await Assert.ThrowsAsync<SetupException>(() => House.Open("together", [new TestTrading(), new TestRisk(), new PortfolioModule(), new MarketDataModule()], new Dictionary<string, string?> { [name] = value }));

        Assert.StartsWith($"{name} is '{value}'; ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo"), InlineData("99")]
    public async Task Trading_does_not_start_with_lots_that_there_are_not(string value)
    {
        var refused = await Assert.ThrowsAsync<SetupException>(() => House.Open("together", settings: new Dictionary<string, string?> { ["Trading:Lots"] = value }));

        Assert.Equal($"Trading:Lots is '{value}'; it is one of average, fifo, lifo, hifo, specific.", refused.Message);
    }

    [Theory]
    [InlineData("0"), InlineData("abc")]
    public async Task Trading_does_not_start_with_a_vendor_that_is_not_waited_for(string value)
    {
        var refused = await Assert.ThrowsAsync<SetupException>(() => House.Open("together", settings: new Dictionary<string, string?> { ["Brokers:Binance:PatienceSeconds"] = value }));

        Assert.StartsWith($"Brokers:Binance:PatienceSeconds is '{value}'; ", refused.Message, StringComparison.Ordinal);
    }
}
