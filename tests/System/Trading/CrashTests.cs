using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Trades at random, is killed again and again, and must be at one with the venue: nothing lost, nothing doubled, balances to the last digit. The books are those of the venue too, and limits hold.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Submitters = 3;

    /// <summary>Every step after which something is kept, at the venue or here.</summary>
    private static readonly string[] Points =
    [
        "before-commit", "committed", "before-reply", "before-send", "sent", "answered", "before-cancel", "cancelled", "before-replace", "replaced",
        "executions", "found", "heard", "fill-booked", "pulled", "before-comparison",
    ];

    /// <summary>The same of the books: before a fact is kept, and before and after the head of the ledger is written down outside.</summary>
    private static readonly string[] PointsOfBooks = ["ledger-booked", "before-anchor", "anchored"];

    /// <summary>Those who keep what may not be lost.</summary>
    private static readonly string[] Keepers = [TradingHouse.Trading, TradingHouse.Portfolio, TradingHouse.Risk];

    /// <summary>A fault point that is not reached for so long is not waited for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Topologies => [false, true];

    [Fact]
    public async Task Killed_at_every_step_it_loses_and_doubles_nothing()
    {
        var round = await Run(isApart: false, seed: 4, kills: 24, together: 12);

        Assert.Empty(Points.Concat(PointsOfBooks).Except(round.Reached));
    }

    [Fact]
    public async Task Apart_and_killed_one_at_a_time_they_lose_and_double_nothing()
    {
        var round = await Run(isApart: true, seed: 4, kills: 3, together: 3);

        Assert.Empty(Keepers.Except(round.Killed));
        Assert.True(round.Unheard > 0, "Nothing was traded while portfolio was away.");
    }

    /// <summary>ALGOTRENDY_CRASH_KILLS how many in all (1,000), ALGOTRENDY_CRASH_SEED from which seed on (1).</summary>
    [Theory, MemberData(nameof(Topologies)), Trait("Speed", "slow")]
    public async Task Killed_thousands_of_times_it_loses_and_doubles_nothing(bool isApart)
    {
        var (wanted, seed) = (Setting("ALGOTRENDY_CRASH_KILLS", 1_000), Setting("ALGOTRENDY_CRASH_SEED", 1));
        const int aRound = 25;

        for (var done = 0; done < wanted; done += aRound) await Run(isApart, seed++, Math.Min(aRound, wanted - done), together: 5);
    }

    /// <param name="together">After how many kills everything is compared.</param>
    private async Task<Round> Run(bool isApart, int seed, int kills, int together)
    {
        await using var house = await TradingHouse.Open(isApart);
        await LimitCheck.Set(house);
        var (chance, watch, round) = (new Random(seed), Stopwatch.StartNew(), new Round());
        var market = new Market(house.Venue, chance.Next());
        Submitter[] submitters = [.. Enumerable.Range(0, Submitters).Select(number => new Submitter(house, market, $"s{number}", chance.Next()))];
        using var traffic = new Traffic(market, submitters);
        traffic.Begin();

        var all = isApart ? Points : [.. Points, .. PointsOfBooks];
        var (left, leftOfBooks) = (new Queue<string>(all.OrderBy(_ => chance.Next())), new Queue<string>(PointsOfBooks.OrderBy(_ => chance.Next())));
        var victims = new Queue<string>(Keepers.Select(house.ProcessOf).Distinct().OrderBy(_ => chance.Next()));
        // A busy machine does not come to every step in time: those that are left have a second turn.
        for (var kill = 1; kill <= kills || (!isApart && left.Count > 0 && kill <= 2 * kills); kill++)
        {
            // Each of the keepers once, and then most often those of what is traded.
            var victim = victims.Count > 0 ? victims.Dequeue() : chance.Next(3) > 0 ? house.ProcessOf(chance.Next(2) == 0 ? TradingHouse.Trading : TradingHouse.Portfolio) : house.Processes[chance.Next(house.Processes.Count)];
            round.Killed.Add(victim);
            round.Kills++;
            var how = victim == house.ProcessOf(TradingHouse.Trading)
                ? await KillAtAStep(house, victim, chance, left, all, round, isRandom: chance.Next(3) == 0 && left.Count < kills - kill + 1)
                : await KillOther(house, victim, chance, leftOfBooks, round);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s: killed {how}"));
            traffic.AssertGoesOn();
            if (kill % together != 0 || kill >= kills) continue;

            await Settle(house, traffic);
            traffic.Begin();
        }

        await Settle(house, traffic);
        await SeeKeys(house, submitters);
        if (isApart) await SeeRiskAway(house);
        await SeeBooksFromNothing(house);
        await SeeRebuilt(house);

        var truth = await house.Venue.Truth();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Orders were answered with {string.Join(", ", submitters.SelectMany(submitter => submitter.Answers).GroupBy(answer => answer.Key).Select(group => $"{group.Key} x {group.Sum(answer => answer.Value)}"))}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(isApart ? "Apart" : "Together")}, seed {seed}: {round.Kills} kills, {truth.GetProperty("orders").GetArrayLength()} orders and {truth.GetProperty("trades").GetArrayLength()} fills at the venue, {round.Unheard} fills while portfolio was away, 0 differences, {watch.Elapsed.TotalSeconds:0} s"));
        return round;
    }

    /// <summary>At random, or at a step of its own, those that have not been reached yet first.</summary>
    private static async Task<string> KillAtAStep(TradingHouse house, string process, Random chance, Queue<string> left, string[] all, Round round, bool isRandom)
    {
        var point = isRandom ? null : left.Count > 0 ? left.Dequeue() : all[chance.Next(all.Length)];
        var wasUp = await house.Start(process, point is null ? null : string.Create(CultureInfo.InvariantCulture, $"{point}:{chance.Next(1, 5)}"));
        if (point is null) await Task.Delay(chance.Next(1_500), Ct);
        else if (!wasUp || await Ends(house, process)) round.Reached.Add(point);
        else if (!round.Reached.Contains(point)) left.Enqueue(point);
        return $"{process} {(point is null ? "at random" : round.Reached.Contains(point) ? "at " + point : "before " + point)}";
    }

    /// <summary>Another process: it is away for a while, and the others go on.</summary>
    private static async Task<string> KillOther(TradingHouse house, string process, Random chance, Queue<string> leftOfBooks, Round round)
    {
        await house.Start();
        var how = process;
        if (process == TradingHouse.Portfolio && chance.Next(2) == 0) how = await KillAtAStep(house, process, chance, leftOfBooks, PointsOfBooks, round, isRandom: false);
        var before = await Fills(house);
        await house.Kill(process);
        await Task.Delay(chance.Next(500, 2_000), Ct);
        if (process == TradingHouse.Portfolio) round.Unheard += await Fills(house) - before;
        await house.Start(process);
        await Task.Delay(chance.Next(1_000), Ct);
        return how;
    }

    /// <summary>Everything is started once more and comes to rest; then all of it is set beside the venue's truth.</summary>
    private static async Task Settle(TradingHouse house, Traffic traffic)
    {
        await house.Start(house.ProcessOf(TradingHouse.Trading));
        await house.Start();
        await Task.Delay(500, Ct);
        await traffic.End();
        await house.UntilReady();
        await LimitCheck.Holds(house);
        await LimitCheck.IsInForce(house);
        await Comparing.Agree(house);
        await ComparingBooks.Agree(house);
    }

    /// <summary>Trading knows the limits by itself: those of risk hold while it is away, and after it came back.</summary>
    private static async Task SeeRiskAway(TradingHouse house)
    {
        await house.Kill(TradingHouse.Risk);
        await house.Start(TradingHouse.Trading);
        await house.UntilReady();
        await LimitCheck.Holds(house);
        await house.Start(TradingHouse.Risk);
        await LimitCheck.IsInForce(house);
        await LimitCheck.Holds(house);
    }

    /// <summary>Books that are lost are heard anew from the first event, and are the same, hash by hash.</summary>
    private static async Task SeeBooksFromNothing(TradingHouse house)
    {
        var before = await ComparingBooks.Books(house);
        await house.Kill(house.ProcessOf(TradingHouse.Portfolio));
        house.Forget(TradingHouse.Portfolio);
        await house.Start();
        await house.UntilReady();
        await ComparingBooks.AreOpened(house);
        // After a long run that is a lot to hear.
        await ComparingBooks.Agree(house, TimeSpan.FromMinutes(4));

        var after = await ComparingBooks.Books(house);
        Assert.All(["ledgerSequence", "ledgerHead", "balances", "feesPaid"], name => Assert.Equal(before.GetProperty(name).ToString(), after.GetProperty(name).ToString()));
    }

    /// <summary>The commands say so too: the chain is sound, and every fact that is booked anew comes to what it came to.</summary>
    private static async Task SeeRebuilt(TradingHouse house)
    {
        var before = await ComparingBooks.Positions(house);
        var verified = await house.Command("ledger", "verify", "--json");
        var rebuilt = await house.Command("ledger", "rebuild", "--json");

        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Output + rebuilt.Error);
        Assert.NotEmpty(before);
        Assert.Equal(before.Select(Held), (await ComparingBooks.Positions(house)).Select(Held));
    }

    // Not what it is worth, which goes with the market.
    private static string Held(JsonElement position) =>
        $"{position.GetProperty("positionId")} {position.GetProperty("quantity")} {position.GetProperty("averagePrice")} {position.GetProperty("realizedPnl")} {position.GetProperty("openedAt")}";

    private static async Task<int> Fills(TradingHouse house) => (await house.Venue.Truth()).GetProperty("trades").GetArrayLength();

    private static async Task<bool> Ends(TradingHouse house, string process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Longest);
        try
        {
            await house.Running(process).Ended(limit.Token);
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

    /// <summary>What a round has come to.</summary>
    private sealed class Round
    {
        /// <summary>The steps at which somebody was killed.</summary>
        public HashSet<string> Reached { get; } = [];

        public HashSet<string> Killed { get; } = [];

        public int Kills { get; set; }

        /// <summary>Fills while portfolio was away.</summary>
        public int Unheard { get; set; }
    }
}
