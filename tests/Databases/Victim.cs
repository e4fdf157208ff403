using System.Globalization;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

/// <summary>A process that writes orders as fast as it can, until it is killed. Says every number that was kept.</summary>
internal static class Victim
{
    public const string Command = "write-until-killed";
    private const int Submitters = 8;

    /// <summary>How many rows belong to an order, all in one change with it.</summary>
    public const int Parts = 3;

    public static async Task<int> Run(string[] what)
    {
        var (module, home, postgres, first) = (what[0], new Home(what[1]), what[2], long.Parse(what[3], CultureInfo.InvariantCulture));
        await using var database = await Database.Open(module, home, postgres.Length == 0 ? null : postgres, Durability.Full, typeof(Victim).Assembly, SystemClock.Instance);
        var (next, console) = (first, new Lock());
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await database.Write(writing => Order(writing, number), CancellationToken.None);
                lock (console)
                {
                    Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
                    Console.Out.Flush();
                }
            }
        })));
        return 0;
    }

    public static void Order(Writing writing, long number)
    {
        var id = $"order-{number}";
        writing.Execute("insert into orders (id, number, quantity) values (@id, @number, @quantity)", new { id, number, quantity = (decimal)Parts });
        for (var part = 0; part < Parts; part++) writing.Execute("insert into fills (order_id, part, quantity) values (@id, @part, @quantity)", new { id, part, quantity = 1m });
    }
}
