using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Accounts;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

public class StressTests
{
    /// <summary>Long a stock, short a coin, long a future, and a stock and a pair in another currency.</summary>
    private static readonly Holding[] Held = [new(Desk.Apple, 1_000m), new(Desk.BitcoinTether, -500m), new(Desk.Mini, 2_000m), new(Desk.Siemens, 400m), new(Desk.EuroDollar, 300m)];

    [Theory]
    [InlineData("1987", -204.70, 143.00, -572.00)]
    [InlineData("2000", -491.00, 389.50, -982.00)]
    [InlineData("2008", -568.00, 284.00, -1136.00)]
    [InlineData("2020", -339.00, 170.55, -678.00)]
    [InlineData("2022-crypto", -254.30, 384.95, -508.60)]
    public void What_happened_once_is_applied_to_what_is_held_now(string name, double stock, double coin, double future)
    {
        var scenario = HistoricalScenarios.All.Single(one => one.Name == name);

        var result = StressTest.Run(scenario, Held[..3], 10_000m);

        Assert.Equal([(decimal)stock, (decimal)coin, (decimal)future], result.Lines.Select(line => line.Pnl));
        Assert.Equal(result.Lines.Sum(line => line.Pnl), result.Pnl);
        Assert.Equal(10_000m + result.Pnl, result.EquityAfter);
    }

    [Fact]
    public void A_symbols_own_shock_comes_before_that_of_its_class_and_what_is_not_named_stays()
    {
        var scenario = new StressScenario("mine", "")
        {
            Classes = new Dictionary<AssetClass, Percent> { [AssetClass.Stock] = new(-10m) },
            Symbols = new Dictionary<Symbol, Percent> { [Desk.Apple.Symbol] = new(25m) },
        };

        Assert.Equal([250m, 0m, 0m, -40m, 0m], StressTest.Run(scenario, Held, 0m).Lines.Select(line => line.Pnl));
    }

    [Fact]
    public void A_currency_moves_what_is_counted_in_it_and_the_pairs_that_it_is_in()
    {
        var scenario = new StressScenario("mine", "")
        {
            Classes = new Dictionary<AssetClass, Percent> { [AssetClass.Stock] = new(-10m) },
            Currencies = new Dictionary<Currency, Percent> { [Currency.Eur] = new(-20m) },
        };

        // 400 × (0.9 × 0.8 - 1), and 300 euros' worth.
        Assert.Equal([-100m, 0m, 0m, -112m, -60m], StressTest.Run(scenario, Held, 0m).Lines.Select(line => line.Pnl));
    }

    [Fact]
    public void What_cannot_fall_that_far_is_no_scenario()
    {
        var scenario = new StressScenario("mine", "") { Classes = new Dictionary<AssetClass, Percent> { [AssetClass.Stock] = new(-100.01m) } };

        Assert.Throws<ArgumentException>(() => StressTest.Run(scenario, Held, 0m));
    }

    [Fact]
    public void Exposure_is_told_by_class_and_by_currency()
    {
        var (byClass, byCurrency) = (ExposureBreakdown.ByClass(Held), ExposureBreakdown.ByCurrency(Held));

        Assert.Equal(new ExposureParts(1_400m, 0m), byClass[AssetClass.Stock]);
        Assert.Equal((500m, -500m), (byClass[AssetClass.Crypto].Gross, byClass[AssetClass.Crypto].Net));
        Assert.Equal(new ExposureParts(3_300m, 0m), byCurrency[Currency.Usd]);
        Assert.Equal(new ExposureParts(0m, 500m), byCurrency[Currency.Usdt]);
        Assert.Equal(new ExposureParts(3_700m, 500m), ExposureBreakdown.Total(Held));
    }

    [Fact]
    public void What_an_account_holds_is_told_at_its_last_marks()
    {
        var account = Desk.Open(1_000_000m, Desk.Apple, Desk.Mini);
        account.Trade(0, -10m, 100m);
        account.Trade(1, 2m, 5_000m);
        account.Mark(0, 110);

        Assert.Equal([new Holding(Desk.Apple, -1_100m), new Holding(Desk.Mini, 500_000m)], Holding.AllOf(account));
    }
}
