using System.Collections.Concurrent;
using StackExchange.Redis;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>A connection to Redis that never waits for ever: the library's own asynchronous calls have no time limit.</summary>
internal sealed class RedisLine : IAsyncDisposable
{
    /// <summary>After this, whether a call was done is not known.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>After so long without an answer the connection is given up for another: now and then the library never comes back to one that was cut.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(8);

    private readonly ConfigurationOptions _options;
    private readonly string _where;
    private readonly ConcurrentBag<(string Channel, Action Wake)> _listening = [];
    private volatile ConnectionMultiplexer _connection;
    private long _heardAt = Environment.TickCount64;
    private int _isRenewing;
    private volatile bool _isClosed;

    private RedisLine(ConfigurationOptions options, ConnectionMultiplexer connection, string where)
    {
        _options = options;
        _connection = connection;
        _where = where;
    }

    /// <summary>Comes back at once; the server may come later.</summary>
    /// <exception cref="SetupException">The address cannot be read.</exception>
    public static async Task<RedisLine> Open(string address)
    {
        try
        {
            var options = ConfigurationOptions.Parse(address);
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = (int)Limit.TotalMilliseconds;
            options.ClientName = "algotrendy";
            return new(options, await Connect(options), string.Join(", ", options.EndPoints.Select(each => each.ToString())));
        }
        catch (ArgumentException cause)
        {
            throw new SetupException($"Bus:Redis is '{address}', which is no address: {cause.Message} Write it as host:port.", cause);
        }
    }

    /// <exception cref="IOException">Not connected, refused, or lost on the way: it may have been done or not.</exception>
    public async Task<RedisResult> Ask(string command, params object[] arguments)
    {
        // Asking while there is no connection costs two exceptions a call.
        var connection = _connection;
        if (!connection.IsConnected)
        {
            RenewWhenDue(connection);
            throw new IOException($"Redis at {_where} cannot be reached. Start it, or correct Bus:Redis.");
        }

        try
        {
            var answer = await connection.GetDatabase().ExecuteAsync(command, arguments).WaitAsync(Limit);
            Volatile.Write(ref _heardAt, Environment.TickCount64);
            return answer;
        }
        catch (TimeoutException cause)
        {
            RenewWhenDue(connection);
            throw new IOException($"Redis at {_where} did not answer {command} within {Limit.TotalSeconds:0} s.", cause);
        }
        catch (Exception cause) when (cause is RedisConnectionException or ObjectDisposedException)
        {
            RenewWhenDue(connection);
            throw new IOException($"Redis at {_where} was lost: {cause.Message}", cause);
        }
    }

    /// <summary>Calls <paramref name="wake"/> for every message; a hint only, as messages get lost.</summary>
    public void Listen(string channel, Action wake)
    {
        _listening.Add((channel, wake));
        Subscribe(_connection, channel, wake);
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await Close(_connection);
    }

    private static async Task<ConnectionMultiplexer> Connect(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.PreserveAsyncOrder = false; // otherwise one slow completion holds up all others
        return connection;
    }

    private static void Subscribe(ConnectionMultiplexer connection, string channel, Action wake) => connection.GetSubscriber().Subscribe(channel, (_, _) => wake(), CommandFlags.FireAndForget);

    private static async Task Close(ConnectionMultiplexer connection)
    {
        await connection.CloseAsync(allowCommandsToComplete: false);
        connection.Dispose();
    }

    private void RenewWhenDue(ConnectionMultiplexer failed)
    {
        if (_isClosed || failed != _connection || Environment.TickCount64 - Volatile.Read(ref _heardAt) < GivenUp.TotalMilliseconds || Interlocked.Exchange(ref _isRenewing, 1) != 0) return;
        _ = Task.Run(async () =>
        {
            try
            {
                var next = await Connect(_options);
                foreach (var (channel, wake) in _listening) Subscribe(next, channel, wake);
                _connection = next;
                await Close(_isClosed ? next : failed);
            }
            catch (Exception cause) when (cause is RedisException or ObjectDisposedException or InvalidOperationException)
            {
                // The next failure tries again.
            }
            finally
            {
                Volatile.Write(ref _heardAt, Environment.TickCount64);
                Volatile.Write(ref _isRenewing, 0);
            }
        });
    }
}
