using System.Diagnostics;
using System.Globalization;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Platform.Telling.Redis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace AlgoTrendy.Bench;

/// <summary>A hundred thousand fills from one writer, with full durability, to one subscriber who keeps a note of each; from the first that is told to the last that is handled. In the same process, and over a real Redis where BENCH_REDIS holds its address. Beside it the bare provider, which writes the same rows on two threads.</summary>
internal static class EventsBenchmark
{
    private const int Fills = 100_000;
    private const int Together = 150;
    private const int Rounds = 5;

    public static void Run()
    {
        var redis = Environment.GetEnvironmentVariable("BENCH_REDIS");
        var (bare, here, there) = (new List<(double Seconds, double Processor)>(), new List<(double Seconds, double Processor)>(), new List<(double Seconds, double Processor)>());
        for (var round = -1; round < Rounds; round++)
        {
            var took = new[] { Measured(Bare), Measured(() => Tell(null).GetAwaiter().GetResult()), redis is { Length: > 0 } ? Measured(() => Tell(redis).GetAwaiter().GetResult()) : default };
            if (round < 0) continue; // warm

            bare.Add(took[0]);
            here.Add(took[1]);
            there.Add(took[2]);
        }

        Print("bare rows, told and heard", bare);
        Print("in one process", here);
        if (redis is { Length: > 0 }) Print("over Redis", there);
    }

    private static async Task<double> Tell(string? redis)
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
        try
        {
            var (home, name) = (new Home(folder.FullName), "bench-" + Guid.NewGuid().ToString("N")[..8]);
            await using var desk = await Database.Open(name, home, null, Durability.Full, typeof(EventsBenchmark).Assembly, SystemClock.Instance);
            await using var books = await Database.Open(name + "-books", home, null, Durability.Normal, typeof(EventsBenchmark).Assembly, SystemClock.Instance);
            var (heard, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var handlers = new Handlers().On<Fill>((_, _, _) =>
            {
                if (++heard == Fills) all.SetResult();
            });
            await using var line = redis is null ? null : await RedisLine.Open(redis);
            await using var publisher = line is null ? null : StreamPublisher.Start(desk, line, NullLogger.Instance);
            await using IAsyncDisposable subscription = line is null ? Subscription.Start("books", desk, books, handlers, NullLogger.Instance) : StreamSubscription.Start("books", name, books, handlers, line, NullLogger.Instance);

            var watch = Stopwatch.StartNew();
            for (var first = 0; first < Fills; first += Together)
            {
                var (from, count) = (first, int.Min(Together, Fills - first));
                await desk.Write(writing => writing.TellAll("account-" + (from / Together % 10).ToString(CultureInfo.InvariantCulture), [.. Enumerable.Range(from, count).Select(number => new Fill($"order-{number}", new(101.25m), new(1.5m), SystemClock.Instance.GetCurrentInstant()))]), CancellationToken.None);
            }

            await all.Task;
            var seconds = watch.Elapsed.TotalSeconds;
            if (line is not null)
            {
                await line.Ask("DEL", Streams.Told(name));
                for (var partition = 0; partition < Streams.Partitions; partition++) await line.Ask("DEL", Streams.Of(name, partition));
            }

            return seconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Bare()
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
        try
        {
            var watch = Stopwatch.StartNew();
            var told = Task.Run(() => Insert(Path.Combine(folder.FullName, "told.db"), "full", Together));
            var heard = Task.Run(() => Insert(Path.Combine(folder.FullName, "heard.db"), "normal", Together));
            Task.WaitAll(told, heard);
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Insert(string file, string synchronous, int together)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using (var create = connection.CreateCommand())
        {
#pragma warning disable CA2100 // constants
            create.CommandText = $"pragma journal_mode = wal; pragma synchronous = {synchronous}; create table rows (position integer primary key, id text not null unique, payload text not null)";
#pragma warning restore CA2100
            create.ExecuteNonQuery();
        }

        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into rows values (@position, @id, @payload)";
        var (position, id, payload) = (insert.Parameters.Add("@position", SqliteType.Integer), insert.Parameters.Add("@id", SqliteType.Text), insert.Parameters.Add("@payload", SqliteType.Text));
        for (var first = 0; first < Fills; first += together)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var number = first; number < int.Min(first + together, Fills); number++)
            {
                (position.Value, id.Value, payload.Value) = (number, Guid.CreateVersion7().ToString("D"), $$"""{"order":"order-{{number}}","price":"101.25","quantity":"1.5","at":1700000000000000000}""");
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Processor time too: a machine that others share bends the seconds, but hardly that.</summary>
    private static (double Seconds, double Processor) Measured(Func<double> contender)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var seconds = contender();
        process.Refresh();
        return (seconds, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Print(string what, List<(double Seconds, double Processor)> rounds) =>
        Console.WriteLine($"{what,-30} {rounds.Select(round => round.Seconds).Order().ElementAt(Rounds / 2),6:0.00} s for {Fills:#,0} fills   ({rounds.Min(round => round.Seconds):0.00} to {rounds.Max(round => round.Seconds):0.00}), processor {rounds.Select(round => round.Processor).Order().ElementAt(Rounds / 2):0.00} s");

    private sealed record Fill(string Order, Price Price, Quantity Quantity, Instant At);
}
