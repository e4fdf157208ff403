namespace AlgoTrendy.Storage.Formats.Zip;

/// <summary>Unpacked bytes, guarded against zip bombs; whatever unpacking throws comes out as InvalidDataException.</summary>
internal sealed class GuardedStream(Stream inner, long packedLength) : Stream
{
    // Text of market data packs 3 to 20 times smaller; even a constant column stays under 200. Deflate itself reaches 1,032.
    private const long MostRatio = 400;
    private const long AlwaysAllowed = 64L << 20;

    private long _unpacked;

    /// <summary>Whether the bytes are known to stop before their end; unpacking itself does not notice.</summary>
    public bool IsCut { get; init; }

    /// <summary>How many bytes must come out, modulo 2^32; null when it is not known.</summary>
    public uint? ExpectedLength { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _unpacked; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception exception) when (ZipContent.IsDamage(exception))
        {
            throw new InvalidDataException("its packed bytes are damaged", exception);
        }

        _unpacked += read;
        if (_unpacked > AlwaysAllowed && _unpacked / MostRatio > packedLength)
            throw new InvalidDataException($"it unpacks to more than {MostRatio} times its size, as no market data does");
        if (read == 0 && buffer.Length > 0 && (IsCut || ExpectedLength is { } expected && expected != unchecked((uint)_unpacked)))
            throw new InvalidDataException("its packed bytes end too early");
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
