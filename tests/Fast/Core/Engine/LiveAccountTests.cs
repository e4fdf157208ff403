using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

public class LiveAccountTests
{
    private static readonly Instrument Bitcoin = new()
    {
        Symbol = new("BTCUSDT", "BINANCE"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        BaseCurrency = new("BTC"),
        LotSize = 0.00001m,
    };

    [Theory]
    [InlineData(AccountKind.Cash), InlineData(AccountKind.Margin)]
    public void A_fee_in_the_coin_that_was_bought_is_taken_from_the_coin_alone(AccountKind kind)
    {
        var account = new LiveAccount(new() { StartingCash = new(1_000m, Currency.Usdt), Kind = kind }, default);
        account.TryAdd(Bitcoin);

        account.Book(new Execution(1, new(1), Bitcoin, OrderSide.Buy, new(0.01m), new(50_000m), 0.00001m, Liquidity.Taker, default), new("BTC"));

        Assert.Equal((0.00999m, 500m), (account.TotalOf(new("BTC")), account.TotalOf(Currency.Usdt)));
    }

    [Fact]
    public void A_fee_in_coin_is_worth_what_the_fill_says_whatever_the_market_says_when_it_is_booked()
    {
        var account = new LiveAccount(new() { StartingCash = new(1_000m, Currency.Usdt) }, default);
        account.TryAdd(Bitcoin);
        account.Mark(Bitcoin.Symbol, 60_000, default);

        account.Book(new Execution(1, new(1), Bitcoin, OrderSide.Buy, new(0.01m), new(50_000m), 0.00001m, Liquidity.Taker, default), new("BTC"));

        Assert.Equal((0.5m, 60_000m), (account.Account.FeesPaid, account.PriceOf(Bitcoin.Symbol)));
    }
}
