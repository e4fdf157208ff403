using System.Globalization;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

/// <summary>A process that writes orders and tells of them as fast as it can, and hears of them in a second module, until it is killed. Says every number that was kept.</summary>
internal static class Victim
{
    public const string Command = "write-until-killed";
    private const int Submitters = 8;

    /// <summary>How many rows belong to an order, all in one change with it.</summary>
    public const int Parts = 3;

    public static async Task<int> Run(string[] what)
    {
        var (module, home, postgres, first) = (what[0], new Home(what[1]), what[2].Length == 0 ? null : what[2], long.Parse(what[3], CultureInfo.InvariantCulture));
        await using var desk = await Open(module, home, postgres);
        await using var books = await Open(BooksOf(module), home, postgres);
        await using var hearing = Hear(desk, books);
        var (next, console) = (first, new Lock());
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await desk.Write(writing =>
                {
                    Order(writing, number);
                    writing.Tell($"account-{number % 5}", new Filled($"{number}", new(1)));
                }, CancellationToken.None);
                lock (console)
                {
                    Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
                    Console.Out.Flush();
                }
            }
        })));
        return 0;
    }

    public static string BooksOf(string module) => module + "-books";

    public static Task<Database> Open(string module, Home home, string? postgres) => Database.Open(module, home, postgres, Durability.Full, typeof(Victim).Assembly, SystemClock.Instance);

    public static void Order(Writing writing, long number)
    {
        var id = $"order-{number}";
        writing.Execute("insert into orders (id, number, quantity) values (@id, @number, @quantity)", new { id, number, quantity = (decimal)Parts });
        for (var part = 0; part < Parts; part++) writing.Execute("insert into fills (order_id, part, quantity) values (@id, @part, @quantity)", new { id, part, quantity = 1m });
    }

    /// <summary>Keeps what it hears in the table numbers, in the order of hearing; what is heard twice stands there twice.</summary>
    public static Subscription Hear(Database desk, Database books) => Subscription.Start("books", desk, books, new Handlers().On<Filled>((writing, filled, _) =>
        writing.Execute("insert into numbers (place, number) values ((select coalesce(max(place), 0) + 1 from numbers), @Number)", new { Number = decimal.Parse(filled.Order, CultureInfo.InvariantCulture) })), NullLogger.Instance);
}
