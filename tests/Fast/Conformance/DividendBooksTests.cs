using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Formats;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Conformance;

/// <summary>The books of LEAN's Dividend regression, without an engine: one purchase of SPY, 1998 to 2005, and every dividend in cash.</summary>
public class DividendBooksTests
{
    private static readonly LocalDate Bought = new(1998, 1, 5);
    private static readonly LocalDate Last = new(2005, 12, 30);

    [Fact]
    public void Half_of_the_money_in_spy_and_its_dividends_come_out_to_the_cent()
    {
        var bars = LeanStocks.Daily("spy", Bought, Last, adjusted: false);
        var factors = ((FactorFile)MarketFiles.Open(SharedData.Path("lean/equity/usa/factor_files/spy.csv"))).Factors;
        var account = new Account(new() { StartingCash = new(100_000m, Currency.Usd) }, [bars.Instrument], bars.OpenTime[0]);

        account.Apply(0, new Execution(1, new(1), bars.Instrument, OrderSide.Buy, new(512m), new(97.84m), 2.56m, Liquidity.Taker, bars.OpenTime[0]));
        foreach (var dividend in factors.Dividends.Where(one => one.LastDate >= Bought && one.LastDate < Last)) account.PayDividend(0, dividend.Amount, bars.OpenTime[0]);
        account.Mark(0, bars.Close[^1]);

        Assert.Equal((120_462.08m, 2.56m), (account.Equity, account.FeesPaid));
    }
}
