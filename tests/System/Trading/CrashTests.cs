using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Trades at random, is killed again and again, and must be at one with the venue at the end: nothing lost, nothing doubled, balances to the last digit.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Submitters = 3;

    /// <summary>Every step after which something is kept, at the venue or here.</summary>
    private static readonly string[] Points =
    [
        "before-commit", "committed", "before-reply", "before-send", "sent", "answered", "before-cancel", "cancelled", "before-replace", "replaced",
        "executions", "found", "heard", "fill-booked", "pulled", "before-comparison",
    ];

    /// <summary>A fault point that is not reached for so long is not waited for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_every_step_it_loses_and_doubles_nothing()
    {
        var round = await Run(seed: 4, kills: 24);

        Assert.Empty(Points.Except(round.Reached));
    }

    /// <summary>ALGOTRENDY_CRASH_KILLS how many in all (1,000), ALGOTRENDY_CRASH_SEED from which seed on (1).</summary>
    [Fact, Trait("Speed", "slow")]
    public async Task Killed_thousands_of_times_it_loses_and_doubles_nothing()
    {
        var (wanted, seed) = (Setting("ALGOTRENDY_CRASH_KILLS", 1_000), Setting("ALGOTRENDY_CRASH_SEED", 1));
        const int together = 25;

        for (var done = 0; done < wanted; done += together) await Run(seed++, together);
    }

    private async Task<Round> Run(int seed, int kills)
    {
        await using var house = await TradingHouse.Open();
        var (chance, watch, reached) = (new Random(seed), Stopwatch.StartNew(), new HashSet<string>());
        var market = new Market(house.Venue, chance.Next());
        Submitter[] submitters = [.. Enumerable.Range(0, Submitters).Select(number => new Submitter(house, market, $"s{number}", chance.Next()))];
        using var over = new CancellationTokenSource();
        Task[] busy = [market.Run(over.Token), .. submitters.Select(submitter => submitter.Run(over.Token))];

        var left = new Queue<string>(Points.OrderBy(_ => chance.Next()));
        for (var kill = 0; kill < kills; kill++)
        {
            await house.Kill();
            // Two of three at a step of its own, those that have not been reached yet first.
            var point = chance.Next(3) == 0 && left.Count < kills - kill ? null : left.Count > 0 ? left.Dequeue() : Points[chance.Next(Points.Length)];
            var wasUp = await house.Start(point is null ? null : string.Create(CultureInfo.InvariantCulture, $"{point}:{chance.Next(1, 5)}"));
            if (point is null) await Task.Delay(chance.Next(1_500), Ct);
            else if (!wasUp || await Ends(house)) reached.Add(point);
            else if (!reached.Contains(point)) left.Enqueue(point);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s: killed {(point is null ? "at random" : reached.Contains(point) ? "at " + point : "before " + point)}"));
            Assert.DoesNotContain(busy, task => task.IsFaulted);
        }

        await house.Kill();
        await house.Start();
        await Task.Delay(500, Ct);
        await over.CancelAsync();
        await Task.WhenAll(busy);
        await Comparing.Agree(house);
        await SeeKeys(house, submitters);

        var truth = await house.Venue.Truth();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Seed {seed}: {kills} kills, {truth.GetProperty("orders").GetArrayLength()} orders and {truth.GetProperty("trades").GetArrayLength()} fills at the venue, 0 differences, {watch.Elapsed.TotalSeconds:0} s"));
        return new(reached);
    }

    private static async Task<bool> Ends(TradingHouse house)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Longest);
        try
        {
            await house.Platform.Ended(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What was asked for under one key is one order, or one group; and what was answered with is still there.</summary>
    private static async Task SeeKeys(TradingHouse house, Submitter[] submitters)
    {
        var orders = await house.All("orders");
        var byKey = orders.Where(order => order.TryGetProperty("tag", out var tag) && tag.ValueKind == JsonValueKind.String).ToLookup(order => order.GetProperty("tag").GetString()!, LeaderOf);

        Assert.Empty(submitters.SelectMany(submitter => submitter.Faults));
        Assert.All(byKey, key => Assert.Single(key.Distinct()));
        Assert.All(submitters.SelectMany(submitter => submitter.Accepted), accepted => Assert.Equal(accepted.Value, byKey[accepted.Key].First()));
    }

    private static string LeaderOf(JsonElement order) => order.TryGetProperty("groupId", out var group) && group.ValueKind == JsonValueKind.String ? group.GetString()! : order.GetProperty("orderId").GetString()!;

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;

    private sealed record Round(IReadOnlySet<string> Reached);
}
