using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Databases;

public class ColumnTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public enum Side { Buy, SellShort }

    private sealed record Row(string Id, Price Price, Quantity? Size, Instant At, Instant64 AtExactly, Side Side, Symbol? Symbol, int Count, bool IsOpen, double Ratio, long Big, string? Note, byte[] Raw);

    private const string Insert = "insert into values_of_all_kinds values (@Id, @Price, @Size, @At, @AtExactly, @Side, @Symbol, @Count, @IsOpen, @Ratio, @Big, @Note, @Raw)";

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Every_kind_of_value_comes_back_as_it_was(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        var full = new Row("a", new(101.25m), new(0.00000001m), Instant.FromUnixTimeTicks(17), Instant64.FromUnixTimeNanoseconds(1_700_000_000_123_456_789), Side.SellShort, new("BTCUSDT", "BINANCE"), -3, true, 0.1, long.MinValue, "naïve — 多", [0, 255]);
        var bare = full with { Id = "b", Size = null, Symbol = null, Note = null, IsOpen = false, Raw = [], Side = Side.Buy };

        await database.Write(writing => writing.Execute(Insert, bare) + writing.Execute(Insert, full), Ct);
        var rows = await database.Read(reading => reading.Query<Row>("select * from values_of_all_kinds order by id desc"), Ct);

        Assert.Equal([bare, full], rows.Select(row => row with { Raw = row.Id == "b" ? bare.Raw : full.Raw }));
        Assert.Equal([[], [0, 255]], rows.Select(row => row.Raw));
        Assert.Equal("sellShort", await database.Read(reading => reading.Get<string>("select side from values_of_all_kinds where side = @Side and at_exactly = @AtExactly", full), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Many_rows_together_are_as_if_written_one_by_one(string kind)
    {
        await using var left = new Place(kind, server);
        await using var right = new Place(kind, server);
        var (together, alone) = (await left.Open(), await right.Open());
        var chance = new Random(5);
        string[] statements = [Insert, Insert.Replace("@Note", "'the same'", StringComparison.Ordinal) + " on conflict do nothing", Insert.Replace("@Count", "@Count + 1", StringComparison.Ordinal) + " on conflict (id) do update set big = values_of_all_kinds.big + 1"];

        for (var time = 0; time < 30; time++)
        {
            // Some columns are null in every row, some in a few; some rows are there already where that is allowed.
            var (sql, noSize, noSymbol, many) = (statements[time % 3], chance.Next(2) == 0, chance.Next(2) == 0, chance.Next(1, 40));
            Row[] rows = [.. Enumerable.Range(0, many).Select(number => new Row(
                time % 3 == 0 ? $"{time}/{number}" : $"{chance.Next(60)}", new(chance.Next(10_000) / 100m), noSize || chance.Next(3) == 0 ? null : new(chance.Next(1, 100) / 10m), Instant.FromUnixTimeTicks(chance.Next()), Instant64.FromUnixTimeNanoseconds(chance.NextInt64()),
                (Side)chance.Next(2), noSymbol ? null : new("BTCUSDT", "BINANCE"), chance.Next(), chance.Next(2) == 0, chance.NextDouble(), chance.Next(), chance.Next(2) == 0 ? null : "note", [(byte)number]))];
            var one = await together.Write(writing => writing.ExecuteMany(sql, rows), Ct);
            var other = await alone.Write(writing => rows.Sum(row => writing.Execute(sql, row)), Ct);
            Assert.Equal(other, one);
        }

        var (these, those) = (await All(together), await All(alone));
        Assert.InRange(those.Count, 200, 2_000);
        Assert.Equal(those.Select(row => row with { Raw = [] }), these.Select(row => row with { Raw = [] }));
        Assert.Equal(those.Select(row => row.Raw), these.Select(row => row.Raw));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Decimals_are_exact_and_equal_numbers_are_one(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        var chance = new Random(7);
        decimal[] numbers =
        [
            0m, -0.0m, 1.10m, 10m, 100.00m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, 1.0000000000000000000000000000m, 79228162514264337593543950.335m,
            .. Enumerable.Range(0, 500).Select(_ => new decimal(chance.Next(), chance.Next(), chance.Next(), chance.Next(2) == 0, (byte)chance.Next(29))),
        ];

        await database.Write(writing =>
        {
            for (var index = 0; index < numbers.Length; index++) writing.Execute("insert into numbers values (@index, @Number)", new { index, Number = numbers[index] });
        }, Ct);
        var read = await database.Read(reading => reading.Query<decimal>("select number from numbers order by place"), Ct);
        var found = await database.Read(reading => reading.Query<int>("select place from numbers where number = @Number order by place", new { Number = 1.1000m }), Ct);

        Assert.Equal(numbers, read);
        Assert.Equal([2], found);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_value_without_a_form_is_refused_in_words(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => database.Write(writing => writing.Execute("insert into orders values (@Id, 1, @Quantity)", new { Id = new Uri("http://x"), Quantity = 1m }), Ct));

        Assert.Equal("A Uri has no form in a column: keep its parts, or give it a line in Wire.Forms.", refused.Message);
    }

    [Fact]
    public async Task A_number_that_went_through_floating_point_is_refused()
    {
        await using var place = new Place("sqlite", server);
        var database = await place.Open();
        await database.Write(writing => writing.Execute("insert into numbers values (1, '0.1'), (2, '0.2')"), Ct);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => database.Read(reading => reading.Get<decimal>("select sum(number) from numbers"), Ct));

        Assert.Contains("where an exact decimal should be", refused.GetBaseException().Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Row>> All(Database database) => database.Read(reading => reading.Query<Row>("select * from values_of_all_kinds order by id"), Ct);
}
