using System.Diagnostics;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace AlgoTrendy.Bench;

/// <summary>Orders written with full durability, each with an event in the outbox: by one submitter and by many, who share commits; and as an account's writer does it, in changes of fifty orders with an execution and three events each. Beside it the bare provider with a commit an order and no event. PostgreSQL too where BENCH_POSTGRES holds a connection string.</summary>
internal static class DatabaseBenchmark
{
    private const int Rounds = 3;
    private const string InsertOrder = "insert into orders values (@Id, @Account, @Quantity, @Price, @At, @Status)";
    private const int OrdersTogether = 50;
    private const int EventsAnOrder = 3;
    private static readonly int[] Submitters = [1, 8, 64];

    public static void Run()
    {
        Print("SQLite, bare, a commit an order, no event", Enumerable.Range(0, Rounds).Select(_ => Bare(2_000)));
        Contend("SQLite", null);
        if (Environment.GetEnvironmentVariable("BENCH_POSTGRES") is { Length: > 0 } postgres) Contend("PostgreSQL", postgres);
    }

    private static void Contend(string name, string? postgres)
    {
        Print($"{name}, changes of {OrdersTogether}", Enumerable.Range(0, Rounds).Select(_ => Batches(postgres, 200).GetAwaiter().GetResult()));
        foreach (var many in Submitters) Print($"{name}, {many} submitter{(many == 1 ? "" : "s")}", Enumerable.Range(0, Rounds).Select(_ => Orders(postgres, many, 1_000 + many * 300).GetAwaiter().GetResult()));
    }

    private static Task<(double PerSecond, double P50, double P99)> Batches(string? postgres, int count) => WithDatabase(postgres, async database =>
    {
        for (var number = 1; number <= 20; number++) await WriteTogether(database, -number); // warm
        var took = new double[count];
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < count; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await WriteTogether(database, number);
            took[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(took);
        return (count * OrdersTogether / seconds, took[count / 2], took[count * 99 / 100]);
    });

    private static Task<(double PerSecond, double P50, double P99)> Orders(string? postgres, int submitters, int count) => WithDatabase(postgres, async database =>
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Write(database, -1 - number))); // warm
        var (next, took) = (0, new double[count]);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, submitters).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next) - 1; number < count; number = Interlocked.Increment(ref next) - 1)
            {
                var begun = Stopwatch.GetTimestamp();
                await Write(database, number);
                took[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(took);
        return (count / seconds, took[count / 2], took[count * 99 / 100]);
    });

    private static async Task<T> WithDatabase<T>(string? postgres, Func<Database, Task<T>> measure)
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
        try
        {
            await using var database = await Database.Open("bench-" + Guid.NewGuid().ToString("N")[..8], new Home(folder.FullName), postgres, Durability.Full, typeof(DatabaseBenchmark).Assembly, SystemClock.Instance);
            return await measure(database);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task WriteTogether(Database database, int batch) => database.Write(writing =>
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var account = "account-" + Math.Abs(batch) % 10;
        Order[] orders = [.. Enumerable.Range(0, OrdersTogether).Select(each => new Order($"order-{batch}-{each}", account, new(1.5m), new(101.25m), now, "filled"))];
        writing.ExecuteMany(InsertOrder, orders);
        writing.ExecuteMany("insert into executions values (@Id, @Order, @Quantity, @Price, @At)", orders.Select(order => new { Id = "execution of " + order.Id, Order = order.Id, order.Quantity, order.Price, order.At }));
        writing.TellAll(account, [.. orders.SelectMany(order => Enumerable.Repeat(order, EventsAnOrder))]);
    }, CancellationToken.None);

    private static Task Write(Database database, int number) => database.Write(writing =>
    {
        var order = new Order($"order-{number}", "account-" + number % 10, new(1.5m), new(101.25m), SystemClock.Instance.GetCurrentInstant(), "submitting");
        writing.Execute(InsertOrder, order);
        writing.Tell(order.Account, order);
    }, CancellationToken.None);

    private static (double PerSecond, double P50, double P99) Bare(int count)
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "bare.db")};Pooling=false");
            connection.Open();
            Execute(connection, "pragma journal_mode = wal; pragma synchronous = full; create table orders (id text primary key, account text, quantity text, price text, at bigint, status text)");
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into orders values (@id, 'account-1', '1.5', '101.25', 1700000000000000000, 'submitting')";
            var id = insert.Parameters.Add("@id", SqliteType.Text);
            var took = new double[count];
            var watch = Stopwatch.StartNew();
            for (var number = 0; number < count; number++)
            {
                var begun = Stopwatch.GetTimestamp();
                id.Value = $"order-{number}";
                insert.ExecuteNonQuery();
                took[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }

            var seconds = watch.Elapsed.TotalSeconds;
            Array.Sort(took);
            return (count / seconds, took[count / 2], took[count * 99 / 100]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Print(string what, IEnumerable<(double PerSecond, double P50, double P99)> rounds)
    {
        var (perSecond, p50, p99) = rounds.OrderBy(round => round.PerSecond).ElementAt(Rounds / 2);
        Console.WriteLine($"{what,-46} {perSecond,10:#,0} orders/s   p50 {p50:0.00} ms   p99 {p99:0.00} ms");
    }

    private sealed record Order(string Id, string Account, Quantity Quantity, Price Price, Instant At, string Status);
}
