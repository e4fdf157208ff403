using System.Diagnostics;
using System.Globalization;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;

namespace AlgoTrendy.Tests.Databases;

public class KillTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public Task What_was_kept_survives_a_kill_whole(string kind) => KillAgainAndAgain(kind, times: 3);

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place)), Trait("Speed", "slow")]
    public Task What_was_kept_survives_many_kills_whole(string kind) => KillAgainAndAgain(kind, times: 40);

    private async Task KillAgainAndAgain(string kind, int times)
    {
        await using var place = new Place(kind, server);
        var chance = new Random(20 + times);
        var kept = new HashSet<long>();

        for (var time = 0; time < times; time++)
        {
            var before = kept.Count;
            await WriteUntilKilled(place, kept, TimeSpan.FromMilliseconds(chance.Next(20, 300)));
            Assert.True(kept.Count > before, "Nothing was written before the kill.");
            await CheckWhole(place, kept);
        }
    }

    private static async Task WriteUntilKilled(Place place, HashSet<long> kept, TimeSpan life)
    {
        var first = kept.Count == 0 ? 0 : kept.Max() + 1_000;
        using var victim = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Itself, Victim.Command, place.Module, place.Home.Path, place.Postgres ?? "", first.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        Task? killing = null;
        while (await victim.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            kept.Add(long.Parse(line, CultureInfo.InvariantCulture));
            // From the first that was kept on, so that it is not a slow start that is killed.
            killing ??= Task.Delay(life, Ct).ContinueWith(_ => victim.Kill(), TaskScheduler.Default);
        }

        Assert.NotNull(killing);
        await killing;
        await victim.WaitForExitAsync(Ct);
    }

    /// <summary>Orders that were kept are there with all their parts; what was told is what is there; and the other module has heard all of it, once, in order.</summary>
    private static async Task CheckWhole(Place place, HashSet<long> kept)
    {
        await using var desk = await Victim.Open(place.Module, place.Home, place.Postgres);
        await using var books = await Victim.Open(Victim.BooksOf(place.Module), place.Home, place.Postgres);
        var (numbers, parts, torn) = await desk.Read(reading => (
            reading.Query<long>("select number from orders order by number"),
            reading.Get<long>("select count(*) from fills"),
            reading.Get<long>("select count(*) from orders where (select count(*) from fills where order_id = id) <> @Parts", new { Victim.Parts })), Ct);
        var told = await desk.ReadTold(0, int.MaxValue, Ct);
        await using (Victim.Hear(desk, books))
        {
            while (await books.Read(reading => reading.Get<long>("select count(*) from numbers"), Ct) < told.Count) await Task.Delay(5, Ct);
        }

        var heard = await books.Read(reading => reading.Query<decimal>("select number from numbers order by place"), Ct);
        var inOrder = told.Select(envelope => decimal.Parse(envelope.Open<Filled>().Order, CultureInfo.InvariantCulture)).ToArray();

        Assert.Empty(kept.Except(numbers));
        Assert.Equal((numbers.Count * Victim.Parts, 0), (parts, torn));
        Assert.Equal(numbers.Select(number => (decimal)number), inOrder.Order());
        Assert.Equal(inOrder, heard);
    }

    /// <summary>Under "dotnet X.dll" the process is dotnet, and X.dll its first argument.</summary>
    private static string[] Itself => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(Victim).Assembly.Location] : [];
}
