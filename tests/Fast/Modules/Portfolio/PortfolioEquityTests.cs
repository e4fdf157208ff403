using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Equity;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Equity over time of the parts of an account, and of portfolios of accounts and parts.</summary>
public class PortfolioEquityTests
{
    private static readonly Instant64 Start = Instant64.FromUtc(2026, 3, 2, 9, 0);
    private static readonly Instrument Apple = new() { Symbol = new("AAPL", "SIM"), AssetClass = AssetClass.Stock, Currency = Currency.Usd };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Parts_add_up_to_their_account_and_a_portfolio_to_its_members(string topology)
    {
        await using var house = await PortfolioHouse.Lived(topology);
        await house.Desk.OpenAccount(new("other", "Other", AccountMode.Paper, "paper", Currency.Usd, 500m), Ct);
        await house.Desk.OpenAccount(new("euro", "Euro", AccountMode.Paper, "paper", Currency.Eur, 70m), Ct);
        while ((await house.Portfolio.ListBooks(new(), Ct)).Accounts.Count(books => books.Cash > 0m) < 3) await Task.Delay(5, Ct);
        await Make("parts", """{"accountId":"paper","part":"trend"},{"accountId":"paper","part":"pairs"}""");
        await Make("both", """{"accountId":"paper"},{"accountId":"other"}""");
        await Make("mixed", """{"accountId":"paper","part":"trend"},{"accountId":"euro"}""");

        // Ten at 100 for trend, which are worth 120 since pairs has sold four; each has paid 1.
        Assert.Equal([199m, -1m, 10_000m, 10_198m], [await Last("accounts/paper", "part=trend"), await Last("accounts/paper", "part=pairs"), await Last("accounts/paper", "part=unassigned"), await Last("accounts/paper")]);
        Assert.Equal([198m, 10_698m], [await Last("portfolios/parts"), await Last("portfolios/both")]);
        Assert.Equal([70m, 199m], [await Last("portfolios/mixed", "currency=EUR"), await Last("portfolios/mixed", "currency=USD")]);
        await house.Get("/api/v1/portfolios/mixed/equity", 400);
        await house.Get("/api/v1/portfolios/mixed/equity?currency=GBP", 400);
        await house.Get("/api/v1/portfolios/none/equity", 404);
        await house.Get("/api/v1/accounts/paper/equity?part=nobody", 404);

        Task<JsonElement> Make(string id, string members) => house.Send(HttpMethod.Post, "/api/v1/portfolios", $$"""{"name":"{{id}}","portfolioId":"{{id}}","accounts":[{{members}}]}""", 201);

        async Task<decimal> Last(string of, string query = "interval=1d")
        {
            var points = (await house.Get($"/api/v1/{of}/equity?{query}")).GetProperty("items").EnumerateArray().ToArray();
            return decimal.Parse(points[^1].GetProperty("equity").GetString()!, CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Of_every_minute_the_parts_have_what_the_account_has_also_after_a_restart()
    {
        await using var room = await BookRoom.Open();
        var chance = new Random(7);
        BookedFact opening = new(FactKind.Opening, Start) { Currency = Currency.Usd, Lots = LotMethod.Fifo };
        var facts = Enumerable.Range(0, 60).Select(number => new BookedFact(FactKind.Trade, Start + Duration64.FromSeconds(number * 17))
        {
            Part = chance.Next(3) switch { 0 => "trend", 1 => "pairs", _ => null },
            Symbol = Apple.Symbol,
            Instrument = Apple,
            Quantity = chance.Next(1, 5),
            Price = chance.Next(90, 110),
            Fee = 0.25m,
            FeeCurrency = Currency.Usd,
        });
        await room.Tell(BookRoom.Story(opening, [new(FactKind.Cash, Start) { Currency = Currency.Usd, Amount = 10_000m }, .. facts]));
        await room.Database.Write(writing => writing.KeepPoints(room.Keeper.NoteMarks()), Ct);

        string[] parts = ["trend", "pairs", SharedAccount.Unassigned];
        var whole = await Points(EquityPoint.Whole);
        var sums = (await Task.WhenAll(parts.Select(Points))).SelectMany(points => points).GroupBy(point => point.Time).ToDictionary(points => points.Key, points => points.Sum(point => point.Equity));
        Assert.Equal(17, whole.Count);
        foreach (var point in whole) Assert.Equal(point.Equity, sums[point.Time]);

        var (shelf, _) = await room.StartAgain();
        foreach (var part in parts.Prepend(EquityPoint.Whole)) Assert.Equal((await Points(part))[^1].Equity, shelf.Find(BookRoom.Account)!.PointsNow(part)[0].Equity);

        Task<IReadOnlyList<EquityPoint>> Points(string part) => room.Database.Read(reading => reading.Points(BookRoom.Account, part, "m", Instant64.MinValue, Instant64.MaxValue), Ct);
    }

    [Fact]
    public void Whoever_says_nothing_of_an_interval_counts_as_he_was_last()
    {
        var chance = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var members = Enumerable.Range(0, chance.Next(1, 5)).Select(_ => (Before: chance.Next(2) == 0 ? null : Mark(-1, chance), Marks: (IReadOnlyList<EquityMark>)[.. Enumerable.Range(0, 12).Where(_ => chance.Next(3) == 0).Select(minute => Mark(minute, chance))])).ToArray();
            var most = chance.Next(1, 14);

            var sums = EquitySum.Of(members, most);

            var times = members.SelectMany(member => member.Marks).Select(mark => mark.Time).Distinct().Order().Take(most).ToArray();
            Assert.Equal(times, sums.Select(sum => sum.Time));
            foreach (var sum in sums) Assert.Equal(members.Sum(member => member.Marks.LastOrDefault(mark => mark.Time <= sum.Time)?.Equity ?? member.Before?.Equity ?? 0m), sum.Equity);
        }
    }

    private static EquityMark Mark(int minute, Random chance)
    {
        var time = Start + Duration64.FromMinutes(minute);
        return new(time, time, chance.Next(100), chance.Next(100), chance.Next(100), chance.Next(2) == 0 ? null : chance.Next(1_000));
    }
}
