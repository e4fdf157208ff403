using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>One account, several currencies: where rates come from, and what moves which cash.</summary>
public class CurrencyTests
{
    private static readonly Currency Gbp = new("GBP");

    [Fact]
    public void A_foreign_stock_moves_cash_of_its_currency_and_is_reported_in_the_accounts()
    {
        var account = Desk.Open(10_000m, Desk.Siemens, Desk.EuroDollar);
        account.Mark(1, 1.10);

        account.Trade(0, 10m, 100m, fee: 2m);
        account.Mark(0, 120);
        account.Mark(1, 1.20);

        // Owed: 10 x 100 + 2 = 1,002 EUR. Held: 10 x 120 = 1,200 EUR. 10,000 + (1,200 - 1,002) x 1.20 = 10,237.60.
        Assert.Equal((10_000m, -1_002m), (account.Cash, account.CashOf(Currency.Eur)));
        Assert.Equal(10_237.60m, account.Equity);
        Assert.Equal(10_237.60, account.EquityMark, 9);

        // The fee was 2 x 1.10. Unrealised 200 x 1.20 = 240; cash and cost net -2 EUR, which rose by 0.10: -0.20. 10,000 - 2.20 + 240 - 0.20.
        Assert.Equal(2.20m, account.FeesPaid);
        Assert.Equal((-2.20m, 240m, -0.20m), (account.Explain().Fees, account.Explain().Unrealized, account.Explain().Revaluation));
    }

    [Fact]
    public void A_cash_account_buys_at_once_what_it_lacks_of_a_currency_rounded_against_it()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Kind = AccountKind.Cash }, Desk.Siemens, Desk.EuroDollar);
        account.Mark(1, 1.0833);

        account.Trade(0, 3m, 33.33m);

        // 99.99 EUR x 1.0833 = 108.319167, paid as 108.32.
        Assert.Equal((9_891.68m, 0m), (account.Cash, account.CashOf(Currency.Eur)));
        Assert.Equal(-0.000833m, account.Explain().Exchange);
    }

    [Theory]
    [InlineData("EUR", 1.25)] // the pair, as quoted
    [InlineData("BTC", 50_000)] // 40,000 EUR x 1.25
    [InlineData("USDT", 0.8)] // 40,000 EUR x 1.25 for 62,500: through BTC would take three steps, so the given one
    [InlineData("GBP", 1.30)] // given only
    public void Rates_come_from_pairs_from_what_is_given_and_from_both_through_a_third(string currency, double rate)
    {
        var rules = new AccountRules { Rates = [new(Currency.Usd, Currency.Usdt, 1.25m), new(Gbp, Currency.Usd, 1.30m), new(Currency.Eur, Currency.Usd, 9m)] };
        var account = Desk.Open(rules, Desk.EuroDollar, Desk.BitcoinEuro);
        account.Mark(0, 1.25);
        account.Mark(1, 40_000);

        Assert.Equal((decimal)rate, account.RateOf(new(currency)));
    }

    [Fact]
    public void An_inverse_pair_gives_a_rate_too_and_equity_in_a_coin_is_counted_by_it()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(2m, Currency.Btc) }, Desk.BitcoinTether);
        account.Trade(0, 1m, 50_000m);

        account.Mark(0, 100_000);

        // Owed 50,000 USDT, held a coin worth 100,000: 50,000 / 100,000 = half a coin more.
        Assert.Equal(2.5m, account.Equity);
        Assert.False(account.HasFixedRates);
    }

    [Fact]
    public void A_given_rate_holds_until_the_pair_has_a_price()
    {
        var account = Desk.Open(new AccountRules { Rates = [new(Currency.Eur, Currency.Usd, 1.05m)] }, Desk.EuroDollar);

        Assert.Equal(1.05m, account.RateOf(Currency.Eur));
        account.Mark(0, 1.10);
        Assert.Equal(1.10m, account.RateOf(Currency.Eur));
    }

    [Fact]
    public void Without_a_rate_an_instrument_is_refused_and_before_its_first_price_nothing_is_booked()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Desk.Open(1_000m, Desk.Siemens));
        Assert.StartsWith("SIE.TEST is counted in EUR, the account in USD, and nothing gives their rate.", refusal.Message, StringComparison.Ordinal);

        var account = Desk.Open(1_000m, Desk.Siemens, Desk.EuroDollar);
        Assert.Null(account.RateOf(Currency.Eur));
        Assert.Equal("There is no rate of EUR yet.", Assert.Throws<InvalidOperationException>(() => account.Trade(0, 1m, 100m)).Message);
        Assert.Equal((1_000m, true), (account.Equity, account.Positions[0].IsFlat));
    }

    [Fact]
    public void A_conversion_is_rounded_down_and_its_loss_shows()
    {
        var account = Desk.Open(1_000m, Desk.EuroDollar);
        account.Mark(0, 1.25);

        Assert.Null(account.Convert(new(100m, Currency.Usd), Currency.Eur, Desk.Start, rate: 0.7777m, fee: 0.50m));

        // 77.77 EUR less 0.50; worth 77.27 x 1.25 = 96.5875. At the market 80 EUR: 2.23 EUR x 1.25 = 2.7875 were lost in the exchange, 0.625 are the fee.
        Assert.Equal((900m, 77.27m), (account.Cash, account.CashOf(Currency.Eur)));
        Assert.Equal((996.5875m, -2.7875m, 0.625m), (account.Equity, account.Explain().Exchange, account.FeesPaid));
        Assert.Equal((100m, -77.77m), (account.SumOf(LedgerAccount.Exchange, Currency.Usd), account.SumOf(LedgerAccount.Exchange, Currency.Eur)));
    }

    [Fact]
    public void A_fee_may_be_taken_in_the_coin_that_was_bought()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(100_000m, Currency.Usdt) }, Desk.BitcoinTether);
        account.Mark(0, 50_000);

        account.Apply(0, new Execution(1, new(1), Desk.BitcoinTether, OrderSide.Buy, new(1m), new(50_000m), 0.001m, Liquidity.Taker, Desk.Start), Currency.Btc, []);

        // 0.001 BTC x 50,000 = 50 USDT.
        Assert.Equal((50_000m, -0.001m, 50m, 99_950m), (account.Cash, account.CashOf(Currency.Btc), account.FeesPaid, account.Equity));
    }

    [Fact]
    public void Money_is_paid_in_and_out_but_not_what_positions_tie_up()
    {
        var account = Desk.Open(1_000m, Desk.Apple);
        account.Deposit(new(500m, Currency.Usd), Desk.Start);
        account.Trade(0, -6m, 100m);

        // Cash is 2,100, equity 1,500, of which 600 are tied up.
        Assert.Equal(RefusalCodes.InsufficientCash, account.Withdraw(new(900.01m, Currency.Usd), Desk.Start)?.Code);
        Assert.Null(account.Withdraw(new(900m, Currency.Usd), Desk.Start));
        Assert.Equal((600m, 600m), (account.Equity, account.Explain().Capital));
    }

    [Fact]
    public void A_cash_account_neither_converts_what_it_has_not_nor_has_leverage()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(100m, Currency.Usd), Kind = AccountKind.Cash }, Desk.EuroDollar);
        account.Mark(0, 1.25);

        Assert.Equal("100.01 USD is not there; there is 100 USD.", account.Convert(new(100.01m, Currency.Usd), Currency.Eur, Desk.Start)?.Message);
        Assert.Throws<ArgumentException>(() => Desk.Open(new AccountRules { Kind = AccountKind.Cash, Leverage = 2m }));
    }

    [Fact]
    public void One_instrument_at_a_fixed_rate_has_a_straight_equity()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(1_000m, Currency.Usd), Rates = [new(Currency.Eur, Currency.Usd, 1.25m)] }, Desk.Siemens);
        account.Trade(0, 4m, 100m);

        // 1,000 - 400 x 1.25 = 500, and 5 USD a point.
        Assert.Equal((500.0, 5.0), account.HoldingsOfOne);
        Assert.True(account.HasFixedRates);
    }
}
