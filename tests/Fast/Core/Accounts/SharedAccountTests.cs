using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>Whatever happens to an account that strategies share, its parts add up to it.</summary>
public class SharedAccountTests
{
    [Fact]
    public void Entries_sum_to_zero_in_each_currency() => AtEveryFact((account, _) =>
        Assert.All(account.Whole.Entries.GroupBy(entry => entry.Currency), entries => Assert.Equal(0m, entries.Sum(entry => entry.Amount))));

    [Fact]
    public void Cash_of_the_parts_is_the_cash_of_the_whole_in_every_currency() => AtEveryFact((account, _) =>
        Assert.All(account.Whole.Account.Balances, cash => Assert.Equal(cash.Amount, account.Parts.Keys.Sum(part => account.CashOf(part, cash.Currency)))));

    [Fact]
    public void Quantities_of_the_parts_are_those_of_the_whole() => AtEveryFact((account, _) =>
        Assert.All(account.Whole.Positions, position => Assert.Equal(position.Quantity, account.Parts.Values.Sum(part => part.PositionOf(position.Instrument.Symbol)?.Quantity ?? 0m))));

    /// <summary>The parts realise by what they paid themselves; what that differs from the whole is in their cost too, so that profit is the same.</summary>
    [Fact]
    public void Netting_moves_profit_between_realised_and_open_and_makes_none() => AtEveryFact((account, _) => Assert.All(account.Whole.Positions.GroupBy(NameOf), lives =>
    {
        var parts = account.Parts.Values.SelectMany(part => part.Positions.Where(position => NameOf(position) == lives.Key)).ToArray();
        Assert.Equal(lives.Sum(position => position.Cost - position.RealizedPnl), parts.Sum(position => position.Cost - position.RealizedPnl));
        Assert.Equal(lives.Sum(position => account.NettingOf(position.Instrument.Symbol)), lives.Sum(position => position.Cost) - parts.Sum(position => position.Cost));
    }));

    [Fact]
    public void What_is_booked_is_explained() => AtEveryFact((account, _) =>
    {
        if (account.Whole.Equity is { } equity) Assert.True(Math.Abs(equity - account.Whole.Account.Explain().Total) < 0.000001m);
    });

    [Fact]
    public void Equity_of_the_parts_is_the_equity_of_the_whole() => AtEveryFact((account, _) =>
    {
        if (account.Whole.Equity is { } equity && account.Parts.Values.All(part => part.Equity is not null)) Assert.True(Math.Abs(equity - account.Parts.Values.Sum(part => part.Equity!.Value)) < 0.000001m);
    });

    [Fact]
    public void Two_strategies_that_net_to_nothing_keep_what_each_holds()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });

        account.Book(Trade("trend", 10m, 100m));
        account.Book(Trade("pairs", -10m, 120m));

        Assert.Equal((0m, 200m), (account.Whole.PositionOf(Desk.Apple.Symbol)!.Quantity, account.Whole.PositionOf(Desk.Apple.Symbol)!.RealizedPnl));
        Assert.Equal((10m, 0m), (account.Parts["trend"].PositionOf(Desk.Apple.Symbol)!.Quantity, account.Parts["trend"].PositionOf(Desk.Apple.Symbol)!.RealizedPnl));
        Assert.Equal(200m, account.NettingOf(Desk.Apple.Symbol));
    }

    /// <summary>Where one strategy alone trades, its part is the whole: lots have other numbers in it as soon as another has traded before.</summary>
    [Fact]
    public void Lots_that_a_trade_names_are_closed_in_the_part_that_has_them()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd, Lots = LotMethod.Specific });
        account.Book(Trade("pairs", 5m, 90m));
        account.Book(Trade("trend", 10m, 100m) with { Time = Minute(1) });
        account.Book(Trade("trend", 10m, 130m) with { Time = Minute(2) });
        account.Book(Trade("trend", 10m, 110m) with { Time = Minute(3) });

        // 10 x (120 - 130) and 5 x (120 - 110).
        account.Book(Trade("trend", -15m, 120m) with { Time = Minute(4), Closes = "3,4" });

        Assert.Equal((-50m, -50m), (account.Whole.PositionOf(Desk.Apple.Symbol)!.RealizedPnl, account.Parts["trend"].PositionOf(Desk.Apple.Symbol)!.RealizedPnl));
        Assert.Equal([(1L, 5m), (2L, 10m), (4L, 5m)], account.Whole.PositionOf(Desk.Apple.Symbol)!.Lots.Select(lot => (lot.Id, lot.Quantity)));
        Assert.Equal([(1L, 10m), (3L, 5m)], account.Parts["trend"].PositionOf(Desk.Apple.Symbol)!.Lots.Select(lot => (lot.Id, lot.Quantity)));
        Assert.Equal(0m, account.NettingOf(Desk.Apple.Symbol));

        static NodaTime.HighPerformance.Instant64 Minute(int minute) => Desk.Start + NodaTime.HighPerformance.Duration64.FromMinutes(minute);
    }

    [Fact]
    public void A_worth_that_is_more_than_can_be_counted_is_not_known()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd, Lots = LotMethod.Fifo });
        account.Book(Trade("trend", 1e20m, 0.01m));
        var position = account.Whole.PositionOf(Desk.Apple.Symbol)!;
        var before = (account.Whole.WorthOf(position), account.Whole.UnrealizedOf(position), account.Whole.UnrealizedOf(position, position.Lots[0]));

        account.Mark(Desk.Apple.Symbol, 1e12);

        Assert.Equal((1e18m, 0m, 0m), before);
        Assert.Equal((null, null, null), (account.Whole.WorthOf(position), account.Whole.UnrealizedOf(position), account.Whole.UnrealizedOf(position, position.Lots[0])));
    }

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("0"), InlineData("3,"), InlineData("-1")]
    public void What_names_no_lots_is_a_fault(string closes) =>
        Assert.Equal($"'{closes}' names no lots.", new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd }).FaultOf(Trade("trend", 1m, 1m) with { Closes = closes }));

    /// <summary>Three of each and a reverse split of 1:2 is three in all, and one and a half of each.</summary>
    [Fact]
    public void A_split_that_leaves_the_whole_without_fractions_settles_nothing()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(Trade("trend", 3m, 100m));
        account.Book(Trade("pairs", 3m, 110m));

        account.Book(new(FactKind.Split, Desk.Start) { Symbol = Desk.Apple.Symbol, Factor = 2m, Price = 100m });

        Assert.Empty(account.Whole.Entries);
        Assert.Equal((3m, 1.5m, 1.5m), (Held(account.Whole), Held(account.Parts["trend"]), Held(account.Parts["pairs"])));
    }

    /// <summary>One long, one short: what the account pays is no reason that one of them gains.</summary>
    [Theory]
    [InlineData(FactKind.Fee, -10, -7.14, -2.86)]
    [InlineData(FactKind.Interest, -10, -7.14, -2.86)]
    [InlineData(FactKind.Borrow, -10, 0, -10)]
    [InlineData(FactKind.Funding, -6, -10, 4)]
    [InlineData(FactKind.Dividend, 6, 10, -4)]
    public void What_an_instrument_costs_is_borne_by_those_it_is_for(FactKind kind, decimal amount, decimal trend, decimal pairs)
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(Trade("trend", 0.1m, 100m));
        account.Book(Trade("pairs", -0.04m, 100m));
        var before = (Cash("trend"), Cash("pairs"));

        account.Book(new(kind, Desk.Start) { Symbol = Desk.Apple.Symbol, Amount = amount, Currency = Currency.Usd });

        Assert.Equal((trend, pairs), (Cash("trend") - before.Item1, Cash("pairs") - before.Item2));
        Assert.Equal(account.Whole.Account.CashOf(Currency.Usd), account.Parts.Keys.Sum(part => account.CashOf(part, Currency.Usd)));

        decimal Cash(string part) => account.CashOf(part, Currency.Usd);
    }

    [Fact]
    public void A_borrowing_fee_without_shorts_is_borne_by_all()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(Trade("trend", 3m, 100m));
        account.Book(Trade("pairs", 1m, 100m));

        account.Book(new(FactKind.Borrow, Desk.Start) { Symbol = Desk.Apple.Symbol, Amount = -4m, Currency = Currency.Usd });

        Assert.Equal((-303m, -101m), (account.CashOf("trend", Currency.Usd), account.CashOf("pairs", Currency.Usd)));
    }

    [Fact]
    public void Strategies_that_net_to_nothing_are_split_and_pay_each_other_dividends()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(Trade("trend", 10m, 100m));
        account.Book(Trade("pairs", -10m, 100m));

        account.Book(new(FactKind.Dividend, Desk.Start) { Symbol = Desk.Apple.Symbol, Amount = 0m, Currency = Currency.Usd, Price = 0.5m });
        account.Book(new(FactKind.Split, Desk.Start) { Symbol = Desk.Apple.Symbol, Factor = 0.5m, Price = 100m });

        Assert.Equal((0m, 20m, -20m), (Held(account.Whole), Held(account.Parts["trend"]), Held(account.Parts["pairs"])));
        Assert.Equal((-995m, 995m), (account.CashOf("trend", Currency.Usd), account.CashOf("pairs", Currency.Usd)));
    }

    [Fact]
    public void Figures_that_nothing_real_comes_to_are_refused()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(Trade("trend", 10_000_000_000_000m, 10m));
        BookedFact split = new(FactKind.Split, Desk.Start) { Symbol = Desk.Apple.Symbol, Factor = 0.001m, Price = 10m }, cash = new(FactKind.Interest, Desk.Start) { Amount = 1_000_000_000_000_000m, Currency = Currency.Usd };

        Assert.Equal("After this split a quantity, a price or a worth of AAPL.TEST would be above 1000000000000000.", account.ExcessOf(split));
        Assert.NotNull(account.ExcessOf(split with { Factor = 1_000m, Price = 1_000_000_000_000m }));
        Assert.Equal("There would be more than 1000000000000000 USD.", account.ExcessOf(cash));
        Assert.Null(account.ExcessOf(split with { Factor = 0.5m }));
        Assert.Null(account.ExcessOf(cash with { Amount = 1m }));
    }

    [Fact]
    public void Equity_that_cannot_be_counted_is_none()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });
        account.Book(new(FactKind.Cash, Desk.Start) { Amount = 70_000_000_000_000_000_000_000_000_000m, Currency = Currency.Usd });
        account.Book(Trade("trend", 10m, 1m));
        account.Mark(Desk.Apple.Symbol, 2e27);

        Assert.Null(account.Whole.Equity);
        Assert.Null(account.Whole.Margin);
    }

    [Fact]
    public void A_fact_that_lacks_something_is_refused_with_a_sentence()
    {
        var account = new SharedAccount(new(FactKind.Opening, Desk.Start) { Currency = Currency.Usd });

        Assert.Equal("AAPL.TEST was never dealt with in this account.", account.FaultOf(new(FactKind.Split, Desk.Start) { Symbol = Desk.Apple.Symbol, Factor = 2m, Price = 1m }));
        Assert.Equal("A fact of kind Cash lacks something.", account.FaultOf(new(FactKind.Cash, Desk.Start) { Amount = 1m }));
        Assert.Throws<ArgumentException>(() => account.Book(new(FactKind.Cash, Desk.Start)));
    }

    // What changed its ticker is one thing: profit stays with the old name, cost goes on with the new one.
    private static string NameOf(Position position) => position.Instrument.Symbol == RandomFacts.Renamed.Symbol ? Desk.Apple.Symbol.ToString() : position.Instrument.Symbol.ToString();

    private static decimal Held(AccountBook book) => book.PositionOf(Desk.Apple.Symbol)!.Quantity;

    private static BookedFact Trade(string part, decimal quantity, decimal price) => new(FactKind.Trade, Desk.Start)
    {
        Part = part,
        Symbol = Desk.Apple.Symbol,
        Instrument = Desk.Apple,
        Quantity = quantity,
        Price = price,
        Fee = 0m,
        FeeCurrency = Currency.Usd,
    };

    private static void AtEveryFact(Action<SharedAccount, BookedFact> check) => Prop.ForAll<ulong>(seed =>
    {
        var story = new RandomFacts(seed);
        var account = new SharedAccount(story.Opening);
        for (var step = 0; step < 120; step++)
        {
            var fact = story.Next();
            if (account.FaultOf(fact) is not null) continue;

            account.Book(fact);
            check(account, fact);
        }
    }).QuickCheckThrowOnFailure();
}
