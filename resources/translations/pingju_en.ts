<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>DescribePanel</name>
    <message>
        <source>证明什么</source>
        <translation>What it proves</translation>
    </message>
    <message>
        <source>例如：下单时选择的商品、面值和金额</source>
        <translation>e.g. the product, face value and amount chosen</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>例如：手机截图（支付宝）</source>
        <translation>e.g. phone screenshot (Alipay)</translation>
    </message>
    <message>
        <source>截取时间</source>
        <translation>Captured at</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>另存原件…</source>
        <translation>Save original as…</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>这是什么</source>
        <translation>What is it</translation>
    </message>
    <message>
        <source>截取时间不详，可以手动填写。</source>
        <translation>When it was captured is unknown; you can type it in.</translation>
    </message>
    <message>
        <source>依据：{}</source>
        <translation>Known from: {}</translation>
    </message>
    <message>
        <source>。这是保存到手机或电脑的时间，不是截取的时间。</source>
        <translation>. This is when it was saved, not when it was taken.</translation>
    </message>
    <message>
        <source>。文件被复制后这个时间常常不准。</source>
        <translation>. Often wrong once the file was copied.</translation>
    </message>
    <message>
        <source>导入于 {}</source>
        <translation>Imported {}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>核对完成：{} 个原件和 {} 条保管记录全部一致</source>
        <translation>Checked: {} originals and {} custody entries are all sound</translation>
    </message>
    <message>
        <source>发现 {} 处不一致：{}。请从备份恢复。</source>
        <translation>{} differences: {}. Restore a backup.</translation>
    </message>
    <message>
        <source>正在核对</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>示例已载入，点开看看，随时可以删除</source>
        <translation>The samples are here: open one, delete them whenever you like</translation>
    </message>
    <message>
        <source>正在准备示例</source>
        <translation>Preparing the samples</translation>
    </message>
    <message>
        <source>已记录订单</source>
        <translation>Order recorded</translation>
    </message>
    <message>
        <source>已加入 {} 份证据</source>
        <translation>{} exhibits added</translation>
    </message>
    <message>
        <source>{} 份已经在这里，没有重复保存</source>
        <translation>{} were here already and are not kept twice</translation>
    </message>
    <message>
        <source>正在导入证据</source>
        <translation>Importing evidence</translation>
    </message>
    <message>
        <source>已移到回收站</source>
        <translation>Moved to the trash</translation>
    </message>
    <message>
        <source>订单已移到回收站</source>
        <translation>Order moved to the trash</translation>
    </message>
    <message>
        <source>已恢复</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>已永久删除，哈希值留在保管记录里</source>
        <translation>Deleted for good; the hash stays in the custody chain</translation>
    </message>
    <message>
        <source>已撤销：{}</source>
        <translation>Undone: {}</translation>
    </message>
    <message>
        <source>已重做：{}</source>
        <translation>Redone: {}</translation>
    </message>
    <message>
        <source>正在生成卷宗</source>
        <translation>Writing the dossier</translation>
    </message>
    <message>
        <source>已另存 {}</source>
        <translation>Saved {}</translation>
    </message>
    <message>
        <source>正在另存原件</source>
        <translation>Saving the original</translation>
    </message>
</context>
<context>
    <name>DossierTab</name>
    <message>
        <source>导出 PDF 卷宗…</source>
        <translation>Export PDF dossier…</translation>
    </message>
    <message>
        <source>给谁看</source>
        <translation>Who is it for</translation>
    </message>
    <message>
        <source>还可以补充 {} 处，点一下就去</source>
        <translation>{} things could be added; a click goes there</translation>
    </message>
    <message>
        <source>✓ 材料齐全，可以导出</source>
        <translation>✓ Nothing is missing, ready to export</translation>
    </message>
    <message>
        <source>平台客服 — 申请客服介入时提交</source>
        <translation>Platform support – to ask it to step in</translation>
    </message>
    <message>
        <source>消费者协会 / 12315 — 平台不处理时投诉用</source>
        <translation>Consumer association / 12315 – when the platform does nothing</translation>
    </message>
    <message>
        <source>自己存档</source>
        <translation>My own archive</translation>
    </message>
</context>
<context>
    <name>EvidenceDelegate</name>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>请选择种类</source>
        <translation>choose a kind</translation>
    </message>
    <message>
        <source>时间不详</source>
        <translation>time unknown</translation>
    </message>
</context>
<context>
    <name>EvidenceTab</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴</source>
        <translation>Drop screenshots here, or press Ctrl+V</translation>
    </message>
    <message>
        <source>选择图片…</source>
        <translation>Choose pictures…</translation>
    </message>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴。
原图一个字节也不会改变。</source>
        <translation>Drop screenshots here, or press Ctrl+V.
Not one byte of them will change.</translation>
    </message>
    <message>
        <source>还没有证据</source>
        <translation>No evidence yet</translation>
    </message>
</context>
<context>
    <name>KindButtons</name>
    <message>
        <source>证据种类：{}</source>
        <translation>Kind of evidence: {}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>凭据匣 Pingju（只读）</source>
        <translation>Pingju 凭据匣 (read-only)</translation>
    </message>
    <message>
        <source>凭据匣 Pingju</source>
        <translation>Pingju 凭据匣</translation>
    </message>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;所有文件 (*)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;All files (*)</translation>
    </message>
    <message>
        <source>剪贴板里没有图片。请先截图或复制图片，再按 Ctrl+V。</source>
        <translation>The clipboard holds no picture. Take a screenshot or copy a picture, then press Ctrl+V.</translation>
    </message>
    <message>
        <source>请先在左边选择一笔订单。</source>
        <translation>Choose an order on the left first.</translation>
    </message>
    <message>
        <source>卷宗 {}</source>
        <translation>Dossier {}</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗</source>
        <translation>Export PDF dossier</translation>
    </message>
    <message>
        <source>另存原件</source>
        <translation>Save original as</translation>
    </message>
    <message>
        <source>永久删除 {} 份证据？原件将从这台电脑上抹去，不能恢复。</source>
        <translation>Delete {} exhibits for good? The originals are erased from this computer and cannot come back.</translation>
    </message>
    <message>
        <source>永久删除</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>已导出 {}（{} 页）</source>
        <translation>Exported {} ({} pages)</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在文件夹中显示</source>
        <translation>Show in folder</translation>
    </message>
</context>
<context>
    <name>NewOrderPage</name>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>带 * 的必填，其余可以以后再补。</source>
        <translation>Fields with * are needed; the rest can wait.</translation>
    </message>
    <message>
        <source>记录订单</source>
        <translation>Record order</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 张截图附到这笔新订单</source>
        <translation>Release to attach {} screenshots to this new order</translation>
    </message>
    <message>
        <source>已附上 {} 组截图，记录后自动加入证据</source>
        <translation>{} sets of screenshots wait and go on the order once it is recorded</translation>
    </message>
    <message>
        <source>请看“{}”</source>
        <translation>Please see “{}”</translation>
    </message>
</context>
<context>
    <name>OrderFields</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>订单号</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>实付金额（元）</source>
        <translation>Amount paid (yuan)</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>付款时间</source>
        <translation>Paid at</translation>
    </message>
    <message>
        <source>支付方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <source>订单状态</source>
        <translation>Order status</translation>
    </message>
    <message>
        <source>承诺多久到账</source>
        <translation>Promised delivery within</translation>
    </message>
    <message>
        <source>面值（元）</source>
        <translation>Face value (yuan)</translation>
    </message>
    <message>
        <source>充值账号</source>
        <translation>Account topped up</translation>
    </message>
    <message>
        <source>商品类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>例如：某某卡盟</source>
        <translation>e.g. Some Card Platform</translation>
    </message>
    <message>
        <source>例如：腾讯游戏点券 100元</source>
        <translation>e.g. Tencent game points 100</translation>
    </message>
    <message>
        <source>例如：10分钟、24小时、3个工作日</source>
        <translation>e.g. 10 minutes, 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>充值到的账号、区服</source>
        <translation>account and game server</translation>
    </message>
    <message>
        <source>游戏点券、话费、激活码…</source>
        <translation>game points, phone top-up, activation code…</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>订单信息</source>
        <translation>Order facts</translation>
    </message>
    <message>
        <source>卷宗</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件加为这笔订单的证据</source>
        <translation>Release to add {} files as evidence of this order</translation>
    </message>
    <message>
        <source>状态未记录</source>
        <translation>Status not recorded</translation>
    </message>
    <message>
        <source>付款于 {}</source>
        <translation>paid {}</translation>
    </message>
    <message>
        <source>证据 {}</source>
        <translation>Evidence {}</translation>
    </message>
</context>
<context>
    <name>OrdersPane</name>
    <message>
        <source>搜索订单号、商品、商家…</source>
        <translation>Search number, product, merchant…</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>按状态筛选</source>
        <translation>Filter by status</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All statuses</translation>
    </message>
    <message>
        <source>订单列表</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>没有符合的订单。换个词试试，或清空搜索。</source>
        <translation>No order fits. Try another word, or clear the search.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已取消，没有留下任何内容</source>
        <translation>Cancelled; nothing was left behind</translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>永久删除…</source>
        <translation>Delete for good…</translation>
    </message>
    <message>
        <source>删除的订单和证据会先放在这里，随时可以恢复。</source>
        <translation>Deleted orders and evidence wait here and can come back.</translation>
    </message>
    <message>
        <source>回收站是空的</source>
        <translation>The trash is empty</translation>
    </message>
    <message>
        <source>订单&#x3000;{} · {} · {}</source>
        <translation>Order  {} · {} · {}</translation>
    </message>
    <message>
        <source>证据&#x3000;{}</source>
        <translation>Evidence  {}</translation>
    </message>
</context>
<context>
    <name>WindowLayout</name>
    <message>
        <source>＋ 新订单</source>
        <translation>＋ New order</translation>
    </message>
    <message>
        <source>在左边选择一笔订单，或把截图拖进来记录新的一笔。</source>
        <translation>Choose an order on the left, or drop a screenshot to record a new one.</translation>
    </message>
    <message>
        <source>买了点券、话费、激活码却出了问题？
先记录订单，再把截图拖进来，需要时一键导出投诉卷宗。</source>
        <translation>Something went wrong with points, a top-up or a code you bought?
Record the order, drop the screenshots, and export a complaint dossier when you need it.</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No orders yet</translation>
    </message>
    <message>
        <source>记录第一笔订单</source>
        <translation>Record your first order</translation>
    </message>
    <message>
        <source>先看示例</source>
        <translation>Show me samples</translation>
    </message>
    <message>
        <source>松开鼠标，用 {} 张截图记录一笔新订单</source>
        <translation>Release to record a new order with {} screenshots</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>记录新订单（在表单里）</source>
        <translation>Record the new order (in its form)</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>为购买虚拟商品的人保存证据。所有内容只保存在这台电脑上，程序不会自行联网。
MIT 许可；Qt 以 LGPL-3 使用；字体为 Noto，OFL 1.1 许可。</source>
        <translation>Keeps evidence for people who buy virtual goods. Everything stays on this computer; the program does not use the network by itself.
MIT licence; Qt is used under LGPL-3; the fonts are Noto, OFL 1.1.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>转到(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>添加证据图片…</source>
        <translation>Add evidence pictures…</translation>
    </message>
    <message>
        <source>选择截图，加为这笔订单的证据</source>
        <translation>Choose screenshots as evidence of this order</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗…</source>
        <translation>Export PDF dossier…</translation>
    </message>
    <message>
        <source>把证据导出为 PDF</source>
        <translation>Export the evidence as PDF</translation>
    </message>
    <message>
        <source>核对凭据库</source>
        <translation>Verify the vault</translation>
    </message>
    <message>
        <source>重新计算所有原件和记录的哈希值</source>
        <translation>Recompute the hashes of all originals and records</translation>
    </message>
    <message>
        <source>载入示例案件</source>
        <translation>Load sample cases</translation>
    </message>
    <message>
        <source>放入几个示例，随时可以删除</source>
        <translation>Put in a few samples, to be deleted whenever you like</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>内容已自动保存</source>
        <translation>Everything is saved already</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>Take back the last step</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>重做撤销的一步</source>
        <translation>Bring back what was undone</translation>
    </message>
    <message>
        <source>粘贴截图</source>
        <translation>Paste screenshot</translation>
    </message>
    <message>
        <source>把剪贴板里的图片加为证据</source>
        <translation>Add the clipboard&apos;s picture as evidence</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>删除选中的证据或订单，可以恢复</source>
        <translation>Delete the chosen evidence or order; it can come back</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>在订单里查找</source>
        <translation>Find among the orders</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>放大查看选中的证据</source>
        <translation>See the chosen evidence larger</translation>
    </message>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>显示所有快捷键</source>
        <translation>Show all shortcuts</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>版本和许可</source>
        <translation>Version and licence</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>程序内部出错（{}），这一步没有完成，其他内容没有受影响。请重试。</source>
        <translation>An internal error ({}): this step was not done, everything else is unharmed. Please try again.</translation>
    </message>
    <message>
        <source>凭据匣</source>
        <translation>Pingju</translation>
    </message>
    <message>
        <source>以只读方式打开</source>
        <translation>Open read-only</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>incoming</name>
    <message>
        <source>粘贴的图片 {}</source>
        <translation>Pasted picture {}</translation>
    </message>
    <message>
        <source>从剪贴板或浏览器取得</source>
        <translation>from the clipboard or a browser</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>刚刚</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{} 分钟前</source>
        <translation>{} min ago</translation>
    </message>
    <message>
        <source>{} 时 {} 分前</source>
        <translation>{} h {} min ago</translation>
    </message>
    <message>
        <source>{} 天前</source>
        <translation>{} days ago</translation>
    </message>
</context>
</TS>
